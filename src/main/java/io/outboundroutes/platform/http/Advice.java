package io.outboundroutes.platform.http;

import java.util.Locale;
import java.util.Map;

/**
 * What to do about a refused call, in the words of the guides: one table, operation × status → advice (all22). An entry
 * for the operation wins over the one for all operations. Stateless.
 */
public final class Advice {

    private static final String ANY = "*";

    private static final Map<String, Map<Integer, String>> TABLE = Map.of(
            "token",
            Map.of(
                    400,
                            "Check the token style ({vendor}.token-style) and the OAuth client's grant type: it must be Client Credentials",
                    401,
                            "Check {VENDOR}_CLIENT_ID and {VENDOR}_CLIENT_SECRET against the OAuth client in the vendor's admin console (Genesys: Platform > OAuth clients)",
                    403,
                            "The OAuth client may not ask for tokens; check in the vendor's admin console that it is active",
                    404, "No token endpoint there; check {VENDOR}_TOKEN_URL"),
            "query-contacts",
            Map.of(
                    400,
                            "Check segmentation.query: unsupported operators, misspelt attribute names (case matters) or unescaped special characters; try the query in the vendor's console",
                    403, "Give the OAuth client the scope {scope}; outbound APIs need it assigned explicitly"),
            "create-segment",
            Map.of(
                    400,
                            "The segment's query was refused: attribute names must match exactly (case matters) and be quoted when they hold spaces; segmentation.query-style chooses the other style",
                    403,
                            "Give the OAuth client the scope {scope}; ask the administrator whether programmatic segment creation is enabled for the organisation"),
            ANY,
            Map.of(
                    400, "The request was not understood; compare it with the contract of the dialect",
                    401, "Check the OAuth client's credentials, and that its scopes include {scope}",
                    403,
                            "Give the OAuth client the scope {scope}, and check its role, its divisions and the organisation's licence",
                    404, "Check the base URL ({VENDOR}_BASE_URL) and that the object still exists",
                    413, "The request was too large; send less at once",
                    429, "Lower {vendor}.rate-limit: other clients may share the organisation's limit"));

    private Advice() {}

    /**
     * The advice for a failed call; empty when there is none.
     *
     * @param vendor fills {@code {vendor}}
     * @param operation the operation that failed
     * @param status the vendor's status
     */
    public static String of(String vendor, Operation operation, int status) {
        String advice = TABLE.getOrDefault(operation.id(), Map.of()).get(status);
        if (advice == null) {
            advice = TABLE.getOrDefault(ANY, Map.of()).getOrDefault(status, "");
        }
        String scope = operation.scope().isEmpty() ? "of this operation" : operation.scope();
        return advice.replace("{vendor}", vendor)
                .replace("{VENDOR}", vendor.toUpperCase(Locale.ROOT))
                .replace("{scope}", scope);
    }
}
