package io.outboundroutes.app;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outboundroutes.sandbox.SandboxServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the vendor answers to somebody who uses none of our code. */
final class VendorView {

    /** Keeps {@code 1.50} as it is written. */
    static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .setNodeFactory(new JsonNodeFactory(true));

    private static final int PAGE = 250;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;
    private final String token;

    /** Asks while the vendor is honest. */
    VendorView(SandboxServer sandbox) {
        this(sandbox, false);
    }

    /** @param endFaults ends all faults first */
    VendorView(SandboxServer sandbox, boolean endFaults) {
        if (endFaults) {
            sandbox.state().faults().clear();
        }
        this.base = sandbox.baseUri();
        String form =
                "grant_type=client_credentials&client_id=" + sandbox.options().clientId() + "&client_secret="
                        + sandbox.options().clientSecret();
        this.token = send(HttpRequest.newBuilder(base.resolve("/oauth/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form)))
                .path("access_token")
                .asText();
    }

    /** All contacts that a query selects. */
    List<JsonNode> contacts(String query) {
        List<JsonNode> contacts = new ArrayList<>();
        int pages = 1;
        for (int page = 1; page <= pages; page++) {
            ObjectNode body = JSON.createObjectNode();
            body.put("query", query).put("pageNumber", page).put("size", PAGE);
            body.put("sortBy", "updatedTimestamp").put("sortOrder", "desc");
            JsonNode answer = send(HttpRequest.newBuilder(base.resolve("/api/v2/outbound/contacts/query"))
                    .header("Content-Type", "application/json")
                    .header("Authorization", "Bearer " + token)
                    .POST(BodyPublishers.ofString(body.toString())));
            if (!answer.has("contacts")) {
                throw new IllegalStateException("no page for " + query + ": " + answer);
            }
            answer.get("contacts").forEach(contacts::add);
            pages = answer.path("pageCount").asInt();
        }
        return contacts;
    }

    /** The ids of all contacts that a query selects. */
    Set<String> ids(String query) {
        Set<String> ids = new TreeSet<>();
        contacts(query).forEach(contact -> ids.add(contact.path("id").asText()));
        return ids;
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            return JSON.readTree(
                    http.send(request.build(), BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
