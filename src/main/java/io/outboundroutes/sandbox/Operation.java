package io.outboundroutes.sandbox;

import org.jspecify.annotations.Nullable;

/** What can be asked of the stand-in, by the names that faults and the journal use. */
enum Operation {
    TOKEN("token", null),
    CONTACTS_QUERY("contacts-query", "outbound:contact:read"),
    SEGMENTS_CREATE("segments-create", "outbound:segment:write"),
    SEGMENTS_GET("segments-get", "outbound:segment:read"),
    WEBHOOK("webhook", null),
    /** Nothing that the contract knows. */
    UNKNOWN("unknown", null);

    static final String SEGMENTS = "/api/v2/outbound/segments";
    static final String WEBHOOKS = "/sandbox/webhooks";

    private final String label;
    private final @Nullable String scope;

    Operation(String label, @Nullable String scope) {
        this.label = label;
        this.scope = scope;
    }

    /** Its name. */
    String label() {
        return label;
    }

    /** The scope that a token needs; null when it needs no token. */
    @Nullable String scope() {
        return scope;
    }

    static Operation of(String method, String path) {
        if (method.equals("GET") && path.startsWith(SEGMENTS + "/")) {
            return SEGMENTS_GET;
        }
        if (!method.equals("POST")) {
            return UNKNOWN;
        }
        if (path.equals(WEBHOOKS) || path.startsWith(WEBHOOKS + "/")) {
            return WEBHOOK;
        }
        return switch (path) {
            case "/oauth/token" -> TOKEN;
            case "/api/v2/outbound/contacts/query" -> CONTACTS_QUERY;
            case SEGMENTS -> SEGMENTS_CREATE;
            default -> UNKNOWN;
        };
    }
}
