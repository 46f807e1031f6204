package io.outboundroutes.platform.http;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What to do about a refused call, in the words of the guides: one table, operation × status → advice (all22). An entry
 * for the operation wins over the one for all operations. Stateless.
 */
public final class Advice {

    private static final String ANY = "*";
    private static final String LISTS = "get-list,list-contacts,add-contacts,remove-contacts";

    /** Operations by comma, status, advice; {@code 3xx} and {@code 5xx} stand for all statuses of their kind. */
    private static final String[][] ENTRIES = {
        {
            "token",
            "400",
            "Check the token style ({vendor}.token-style) and the OAuth client's grant type: it must be Client Credentials"
        },
        {
            "token",
            "401",
            "Check {VENDOR}_CLIENT_ID and {VENDOR}_CLIENT_SECRET against the OAuth client in the vendor's admin console (Genesys: Platform > OAuth clients)"
        },
        {
            "token",
            "403",
            "The OAuth client may not ask for tokens; check in the vendor's admin console that it is active and may use Client Credentials"
        },
        {"token", "404", "There is no token endpoint; check {VENDOR}_TOKEN_URL"},
        {
            "token",
            "429",
            "Too many tokens were asked for; check that nobody else uses this OAuth client, and lower {vendor}.rate-limit"
        },
        {
            "query-contacts",
            "400",
            "Check segmentation.query: unsupported operators, misspelt attribute names (case matters) or unescaped special characters; try the query in the vendor's console"
        },
        {
            "query-contacts",
            "401",
            "The OAuth token has expired, or the client lacks the scope {scope}: add it in the admin console under Platform > OAuth clients"
        },
        {
            "query-contacts",
            "403",
            "The OAuth client lacks permission to access outbound data: outbound APIs require explicit scope assignment; give it {scope}"
        },
        {
            "query-contacts",
            "429",
            "Contact queries are limited, typically to 100 requests per second and client: lower genesys.rate-limit; limits hold for all clients of the organisation together"
        },
        {
            "create-segment",
            "400",
            "The segment's query was refused: unsupported operators, misspelt attribute names (case matters; quoted when they hold spaces) or unescaped special characters; try it as a contact query first"
        },
        {
            "create-segment",
            "401",
            "The OAuth token has expired, or the client lacks the scope {scope}: add it in the admin console under Platform > OAuth clients"
        },
        {
            "create-segment",
            "403",
            "Give the OAuth client the scope {scope}; or the organisation has disabled programmatic segment creation: ask the Genesys administrator"
        },
        {
            "create-segment",
            "429",
            "Lower genesys.rate-limit: the limit is enforced for all clients of the organisation together, so distributed programs must share it"
        },
        {
            "list-schedules",
            "403",
            "Give the OAuth client the scope {scope}; the organisation's licence must include the Outbound Predictive dialer"
        },
        {"list-schedules", "404", "There is no such campaign; check campaignId"},
        {"get-segment", "404", "There is no such segment; check segmentId"},
        {
            "register-job",
            "403",
            "Give the OAuth client the scope {scope}, which this call needs besides those of the schedules; schedules.job=best-effort goes on without a job"
        },
        {
            "create-schedule",
            "400",
            "The schedule was refused: check segmentId, delivery window, throttleRate (1 to 10000), priority (1 to 10) and the times"
        },
        {
            "create-schedule",
            "403",
            "Give the OAuth client the scope {scope} in the admin console; the organisation's licence must include the Outbound Predictive dialer"
        },
        {"create-schedule", "404", "There is no such campaign; check campaignId"},
        {
            "create-schedule",
            "429",
            "The limit of the API is exceeded and its Retry-After was honoured: lower genesys.rate-limit, or provision fewer schedules at once"
        },
        {
            "register-contact",
            "400",
            "The contact was refused: check its channels (voice and SMS in E.164, a valid e-mail address) and interactionDurationSeconds (at most 7200)"
        },
        {
            "register-contact",
            "403",
            "Give the OAuth client the scope {scope} in the admin console; renew the client's secret when scopes were added recently"
        },
        {
            "register-contact",
            "429",
            "About 100 registrations a minute are allowed for the whole organisation: lower contacts.rate-limit"
        },
        {
            "get-contact",
            "403",
            "Give the OAuth client the scope {scope} in the admin console; renew the client's secret when scopes were added recently"
        },
        {
            "start-conversation",
            "400",
            "The conversation was refused: check that the channel is one that the contact has, and the initial message"
        },
        {
            "start-conversation",
            "403",
            "Give the OAuth client the scopes {scope} and routing:outboundcontact:write in the admin console; renew the client's secret when scopes were added recently"
        },
        {"start-conversation", "404", "There is no such contact; it may have been deleted after it was registered"},
        {
            "start-conversation",
            "429",
            "The limit for starting conversations is exceeded: lower genesys.rate-limit, or contacts.rate-limit"
        },
        {
            "list-campaigns",
            "403",
            "Give the OAuth client the scope {scope}; without it campaign ids cannot be checked before statistics are asked for"
        },
        {
            "campaign-statistics",
            "400",
            "There are no such statistics: the window reaches into the future or behind what is kept (use at most 30 days), or a metric is not supported for this type of campaign: check statistics.window and statistics.metrics"
        },
        {
            "campaign-statistics",
            "401",
            "The OAuth token is not valid, or the client lacks the scope {scope}: assign it in the admin console"
        },
        {
            "campaign-statistics",
            "403",
            "Give the OAuth client's user the role Outbound Administrator or Analytics Viewer; and check that the campaign is not archived, paused or restricted to other security profiles"
        },
        {
            "campaign-statistics",
            "404",
            "There is no such campaign, or it was deleted: compare the id, a UUID, with the list of campaigns"
        },
        {
            "campaign-statistics",
            "429",
            "Analytics queries are expensive and strictly limited: ask less often (statistics.cron, statistics.cache-ttl) and for fewer campaigns, or lower genesys.rate-limit"
        },
        {
            LISTS,
            "401",
            "The OAuth token has expired, the credentials are wrong, or the client lacks the scope {scope}: check {VENDOR}_CLIENT_ID and {VENDOR}_CLIENT_SECRET, and enable {scope} for the client in the CXone admin console"
        },
        {
            LISTS,
            "403",
            "The OAuth client may not use this contact list: give it a security profile with Outbound Contact List read and write permissions, and check that source and target list belong to the same tenant"
        },
        {
            "get-list,list-contacts",
            "404",
            "There is no such contact list: check engagement.source-list-id and engagement.target-list-id (CXONE_SOURCE_LIST_ID, CXONE_TARGET_LIST_ID), and engagement.destination-list-id when it is set"
        },
        {
            "get-list,list-contacts",
            "429",
            "Limits hold for the tenant and the endpoint: lower {vendor}.rate-limit, or read smaller pages (engagement.page-size)"
        },
        {
            "add-contacts,remove-contacts",
            "404",
            "The contact list is gone, or the ids are those of archived or deleted contacts; only contacts whose status is ACTIVE can be synced"
        },
        {
            "add-contacts,remove-contacts",
            "429",
            "Limits hold for the tenant and the endpoint: lower {vendor}.rate-limit, or pause between chunks (engagement.chunk-delay)"
        },
        {
            ANY,
            "3xx",
            "Redirects are not followed, so that no token reaches another host; set {VENDOR}_BASE_URL to the address that answers itself"
        },
        {"token", "3xx", "Redirects are not followed, so that no secret reaches another host; check {VENDOR}_TOKEN_URL"
        },
        {ANY, "400", "The request was not understood; compare it with the contract of the dialect"},
        {ANY, "401", "Check the OAuth client's credentials, and that its scopes include {scope}"},
        {
            ANY,
            "403",
            "Give the OAuth client the scope {scope}, and check its role, its divisions and the organisation's licence"
        },
        {ANY, "404", "Check the base URL ({VENDOR}_BASE_URL) and that the object still exists"},
        {ANY, "405", "The base URL leads to something else; check {VENDOR}_BASE_URL and {vendor}.api (the dialect)"},
        {ANY, "409", "It conflicts with something that exists; look at it in the vendor's console"},
        {ANY, "413", "The request was too large; send less at once"},
        {ANY, "429", "Lower {vendor}.rate-limit: other clients may share the organisation's limit"},
        {ANY, "5xx", "The vendor has a fault; look at its status page, and run again later"},
    };

    private static final Map<String, String> TABLE = table();

    private Advice() {}

    private static Map<String, String> table() {
        Map<String, String> table = new HashMap<>();
        for (String[] entry : ENTRIES) {
            for (String operation : entry[0].split(",", -1)) {
                table.put(operation + ' ' + entry[1], entry[2]);
            }
        }
        return table;
    }

    /**
     * The advice for a failed call; empty when there is none.
     *
     * @param vendor fills {@code {vendor}}
     * @param operation the operation that failed
     * @param status the vendor's status
     */
    public static String of(String vendor, Operation operation, int status) {
        return of(vendor, operation.id(), operation.scope(), status);
    }

    /**
     * The advice for an answer that is data to the call, and a refusal to the workflow that judged it.
     *
     * @param vendor fills {@code {vendor}}
     * @param operation the id of the operation that was called
     * @param status the vendor's status
     */
    public static String ofAnswer(String vendor, String operation, int status) {
        return of(vendor, operation, "", status);
    }

    private static String of(String vendor, String operation, String needed, int status) {
        String advice = find(operation, status);
        if (advice.isEmpty()) {
            advice = find(ANY, status);
        }
        String scope = needed.isEmpty() ? "of this operation" : needed;
        return advice.replace("{vendor}", vendor)
                .replace("{VENDOR}", vendor.toUpperCase(Locale.ROOT))
                .replace("{scope}", scope);
    }

    private static String find(String operation, int status) {
        String kind = TABLE.getOrDefault(operation + ' ' + status / 100 + "xx", "");
        return TABLE.getOrDefault(operation + ' ' + status, kind);
    }

    /** Which entries there are, as operation and status. */
    static Set<String> entries() {
        return TABLE.keySet();
    }
}
