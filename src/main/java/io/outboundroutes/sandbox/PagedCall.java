package io.outboundroutes.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How an operation that reads pages counts them, for the faults that spoil pages. Pages count from 1. */
enum PagedCall {
    /** The page number is a field of the body. */
    NUMBER_IN_BODY("contacts") {
        @Override
        int asked(Call call) {
            return ContactsEndpoint.pageAsked(call);
        }

        @Override
        Call before(Call call) {
            ObjectNode body = Json.readObject(call.body());
            return call.withBody(Json.write(body.put("pageNumber", asked(call) - 1)));
        }

        @Override
        void pretend(ObjectNode before, ObjectNode right) {
            before.set("pageNumber", right.path("pageNumber"));
        }
    },
    /** The page number is a parameter of the query. */
    NUMBER_IN_QUERY("entities") {
        @Override
        int asked(Call call) {
            return number(call, "pageNumber", 1);
        }

        @Override
        Call before(Call call) {
            return with(call, "pageNumber", Integer.toString(asked(call) - 1));
        }

        @Override
        void pretend(ObjectNode before, ObjectNode right) {
            before.set("pageNumber", right.path("pageNumber"));
        }
    },
    /** The first page is asked for without a cursor, each further one with the cursor that the page before gave. */
    CURSOR("entities") {
        @Override
        int asked(Call call) {
            return SchedulesEndpoint.offset(parameters(call).get("cursor")) / size(call) + 1;
        }

        @Override
        Call before(Call call) {
            int offset = (asked(call) - 2) * size(call);
            return with(call, "cursor", offset == 0 ? null : SchedulesEndpoint.cursor(offset));
        }

        @Override
        void pretend(ObjectNode before, ObjectNode right) {
            before.remove("nextPageCursor");
            if (right.has("nextPageCursor")) {
                before.set("nextPageCursor", right.get("nextPageCursor"));
            }
        }

        private int size(Call call) {
            return Math.max(1, number(call, "pageSize", SchedulesEndpoint.USUAL_PAGE));
        }
    },
    /** The offset of the first record is a parameter of the query; an empty page is the end. */
    OFFSET("contacts") {
        @Override
        int asked(Call call) {
            return ContactListsEndpoint.pageAsked(call);
        }

        @Override
        Call before(Call call) {
            return ContactListsEndpoint.pageBefore(call);
        }

        @Override
        void pretend(ObjectNode before, ObjectNode right) {
            // A page says nothing of its place.
        }
    };

    private final String records;

    PagedCall(String records) {
        this.records = records;
    }

    /** How an operation counts its pages; null when it has none. */
    static @Nullable PagedCall of(Operation operation) {
        return switch (operation) {
            case CONTACTS_QUERY -> NUMBER_IN_BODY;
            case CAMPAIGNS_LIST -> NUMBER_IN_QUERY;
            case SCHEDULES_LIST -> CURSOR;
            case LIST_CONTACTS -> OFFSET;
            default -> null;
        };
    }

    /** The page that a call asks for; 0 when the operation has no pages or the call does not say. */
    static int asked(Operation operation, Call call) {
        PagedCall paged = of(operation);
        try {
            return paged == null ? 0 : paged.asked(call);
        } catch (Refused e) {
            return 0;
        }
    }

    /** The answer's field that holds the page's records. */
    String records() {
        return records;
    }

    abstract int asked(Call call);

    /** The call that asks for the page before; only for pages after the first. */
    abstract Call before(Call call);

    /** Makes the page before look like the one that was asked for, but for its records. */
    abstract void pretend(ObjectNode before, ObjectNode right);

    static int number(Call call, String name, int otherwise) {
        String value = parameters(call).get(name);
        return value == null ? otherwise : value.matches("\\d{1,9}") ? Integer.parseInt(value) : 0;
    }

    static Map<String, String> parameters(Call call) {
        return QueryCheck.parameters(call.query());
    }

    static Call with(Call call, String name, @Nullable String value) {
        Map<String, String> parameters = new LinkedHashMap<>(parameters(call));
        parameters.remove(name);
        if (value != null) {
            parameters.put(name, value);
        }
        return call.withQuery(parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                .collect(Collectors.joining("&")));
    }
}
