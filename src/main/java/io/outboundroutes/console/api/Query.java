package io.outboundroutes.console.api;

import io.outboundroutes.platform.text.Nearest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/** Reads the query of a request strictly: what is not known, or is there twice, is never passed over. Stateless. */
final class Query {

    private static final int MOST_SLIPS = 3;

    private Query() {}

    /**
     * The parameters by name.
     *
     * @param query as it stands in the address; null when there is none
     * @param known the names there are
     * @throws BadRequest when there is another one, or one twice
     */
    static Map<String, String> read(@Nullable String query, Set<String> known) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String part : query == null ? new String[0] : query.split("&")) {
            if (part.isEmpty()) {
                continue;
            }
            String[] pair = part.split("=", 2);
            String name = decoded(pair[0]);
            if (!known.contains(name)) {
                throw wrong(unknown(name, known));
            }
            if (values.put(name, decoded(pair.length == 1 ? "" : pair[1])) != null) {
                throw wrong(name + ": expected once, and came more often.");
            }
        }
        return Collections.unmodifiableMap(values);
    }

    /** A name is repeated only when it is nearly a known one: anything may stand in an address. */
    private static String unknown(String name, Set<String> known) {
        Optional<String> meant = known.stream()
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .or(() -> Nearest.of(name, known, Math.max(1, Math.min(MOST_SLIPS, name.length() / 2))));
        if (meant.isPresent()) {
            return name + ": no such parameter; did you mean " + meant.get() + "?";
        }
        return known.isEmpty()
                ? "There is a parameter, and this takes none."
                : "There is a parameter that this does not know; it takes " + String.join(", ", new TreeSet<>(known))
                        + ".";
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new BadRequest(Problem.BAD_REQUEST);
        }
    }

    private static BadRequest wrong(String detail) {
        return new BadRequest(HttpStatus.BAD_REQUEST_400, "bad-parameter", detail);
    }
}
