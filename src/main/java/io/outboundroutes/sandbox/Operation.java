package io.outboundroutes.sandbox;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What can be asked of the stand-in, by the names that faults and the journal use. */
enum Operation {
    TOKEN("token", null),
    CONTACTS_QUERY("contacts-query", "outbound:contact:read"),
    SCHEDULES_LIST("schedules-list", "outbound:campaign:read", "GET", "/api/v2/outbound/campaigns/{id}/schedules"),
    SCHEDULES_CREATE(
            "schedules-create", "outbound:campaign:write", "POST", "/api/v2/outbound/campaigns/{id}/schedules"),
    JOBS_CREATE("jobs-create", "job:write", "POST", "/api/v2/jobs"),
    CONTACTS_REGISTER(
            "contacts-register", "externalcontacts:contact:write", "POST", "/api/v2/externalcontacts/contacts"),
    CONTACTS_GET("contacts-get", "externalcontacts:contact:read", "GET", "/api/v2/externalcontacts/contacts/{id}"),
    CONVERSATIONS_CREATE("conversations-create", "conversation:write", "POST", "/api/v2/conversations"),
    CAMPAIGNS_LIST("campaigns-list", "outbound:campaign:read", "GET", "/api/v2/outbound/campaigns"),
    CAMPAIGN_STATISTICS(
            "campaign-statistics",
            "outbound:analytics:read",
            "GET",
            "/api/v2/outbound/analytics/campaigns/{id}/execution"),
    SEGMENTS_CREATE("segments-create", "outbound:segment:write"),
    SEGMENTS_GET("segments-get", "outbound:segment:read"),
    LIST_GET("list-get", "outboundapi", "GET", "/api/v2/outbound/contactlists/{id}"),
    LIST_CONTACTS("list-contacts", "outboundapi", "GET", "/api/v2/outbound/contactlists/{id}/contacts"),
    LIST_ADD("list-add", "outboundapi", "POST", "/api/v2/outbound/contactlists/{id}/contacts"),
    LIST_REMOVE("list-remove", "outboundapi", "DELETE", "/api/v2/outbound/contactlists/{id}/contacts"),
    WEBHOOK("webhook", null),
    /** Nothing that the contract knows. */
    UNKNOWN("unknown", null);

    static final String SEGMENTS = "/api/v2/outbound/segments";
    static final String WEBHOOKS = "/sandbox/webhooks";

    private final String label;
    private final @Nullable String scope;
    private final String method;
    private final Pattern path;

    Operation(String label, @Nullable String scope) {
        this(label, scope, "", "");
    }

    /** An operation that is known by its method and its path, in which {@code {id}} stands for what is addressed. */
    Operation(String label, @Nullable String scope, String method, String path) {
        this.label = label;
        this.scope = scope;
        this.method = method;
        this.path = Pattern.compile(path.replace("{id}", "([^/]+)"));
    }

    /** Its name. */
    String label() {
        return label;
    }

    /** The scope that a token needs; null when it needs no token. */
    @Nullable String scope() {
        return scope;
    }

    /** The id in a path of this operation. */
    String id(String asked) {
        Matcher matcher = path.matcher(asked);
        if (!matcher.matches() || matcher.groupCount() == 0) {
            throw new IllegalArgumentException(this + " has no id in its path");
        }
        return matcher.group(1);
    }

    static Operation of(String method, String path) {
        for (Operation operation : values()) {
            if (operation.method.equals(method) && operation.path.matcher(path).matches()) {
                return operation;
            }
        }
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
