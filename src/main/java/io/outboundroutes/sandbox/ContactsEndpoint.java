package io.outboundroutes.sandbox;

import com.fasterxml.jackson.core.JsonGenerator;
import io.outboundroutes.sandbox.contact.Contact;
import io.outboundroutes.sandbox.contact.ContactPage;
import io.outboundroutes.sandbox.contact.ContactStore;
import io.outboundroutes.sandbox.contact.Sort;
import io.outboundroutes.sandbox.query.QuerySyntaxException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Set;

/** {@code POST /api/v2/outbound/contacts/query}. */
final class ContactsEndpoint {

    private static final int LARGEST_PAGE = 250;

    private final ContactStore contacts;

    ContactsEndpoint(ContactStore contacts) {
        this.contacts = contacts;
    }

    Answer answer(Call call) {
        BodyCheck body = BodyCheck.of(call, Set.of("query", "pageNumber", "size", "sortBy", "sortOrder"));
        String query = body.text("query");
        int pageNumber = body.number("pageNumber", 1, Integer.MAX_VALUE);
        int size = body.number("size", 1, LARGEST_PAGE);
        boolean byTime = body.text("sortBy", Set.of("updatedTimestamp", "id")).equals("updatedTimestamp");
        boolean descending = body.text("sortOrder", Set.of("desc", "asc")).equals("desc");
        try {
            ContactPage page = contacts.page(query, new Sort(byTime, descending), pageNumber, size);
            return Answer.text(200, "application/json", json(page, pageNumber, size));
        } catch (QuerySyntaxException e) {
            throw invalidQuery(e);
        }
    }

    /** The page that a call asks for; 0 when it does not say. */
    static int pageAsked(Call call) {
        try {
            return Json.readObject(call.body()).path("pageNumber").asInt(0);
        } catch (Refused e) {
            return 0;
        }
    }

    static Refused invalidQuery(QuerySyntaxException e) {
        return new Refused(Errors.answer(400, "invalid.query", "The query cannot be read: " + e.getMessage()), e);
    }

    private static String json(ContactPage page, int pageNumber, int size) {
        StringWriter text = new StringWriter(page.contacts().size() * 320 + 64);
        try (JsonGenerator json = Json.MAPPER.createGenerator(text)) {
            json.writeStartObject();
            json.writeArrayFieldStart("contacts");
            for (Contact contact : page.contacts()) {
                contact.writeTo(json);
            }
            json.writeEndArray();
            json.writeNumberField("pageNumber", pageNumber);
            json.writeNumberField("pageCount", (page.total() + size - 1) / size);
            json.writeNumberField("size", size);
            json.writeNumberField("total", page.total());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
