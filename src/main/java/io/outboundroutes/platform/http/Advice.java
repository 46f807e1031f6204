package io.outboundroutes.platform.http;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What to do about a refused call, in the words of the guides: one table, operation × status → advice (all22). An entry
 * for the operation wins over the one for all operations. Stateless.
 */
public final class Advice {

    private static final String ANY = "*";

    /** Operation, status, advice; {@code 3xx} and {@code 5xx} stand for all statuses of their kind. */
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
            "The segment's query was refused: unsupported operators, misspelt attribute names (case matters; quoted when they hold spaces) or unescaped special characters; try it as a contact query first; segmentation.query-style chooses the other style"
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
        {"create-segment", "409", "A segment of this name exists already; it is left as it is"},
        {
            "create-segment",
            "429",
            "Lower genesys.rate-limit: the limit is enforced for all clients of the organisation together, so distributed programs must share it"
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
            table.put(entry[0] + ' ' + entry[1], entry[2]);
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
        String advice = find(operation.id(), status);
        if (advice.isEmpty()) {
            advice = find(ANY, status);
        }
        String scope = operation.scope().isEmpty() ? "of this operation" : operation.scope();
        return advice.replace("{vendor}", vendor)
                .replace("{VENDOR}", vendor.toUpperCase(Locale.ROOT))
                .replace("{scope}", scope);
    }

    private static String find(String operation, int status) {
        String kind = TABLE.getOrDefault(operation + ' ' + status / 100 + "xx", "");
        return TABLE.getOrDefault(operation + ' ' + status, kind);
    }

    /** How many entries there are. */
    static int size() {
        return TABLE.size();
    }
}
