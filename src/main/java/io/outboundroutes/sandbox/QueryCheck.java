package io.outboundroutes.sandbox;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a call's query parameters and refuses what the contract does not have. */
final class QueryCheck {

    private final Map<String, String> parameters;

    private QueryCheck(Map<String, String> parameters) {
        this.parameters = parameters;
    }

    static QueryCheck of(Call call, Set<String> names) {
        Map<String, String> parameters = parameters(call.query());
        for (String name : parameters.keySet()) {
            if (!names.contains(name)) {
                throw BodyCheck.refused("unexpected.parameter", "'" + name + "' is no parameter of this call");
            }
        }
        return new QueryCheck(parameters);
    }

    /** A call's parameters by name; one without {@code =} is empty. */
    static Map<String, String> parameters(@Nullable String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query == null || query.isEmpty() ? new String[0] : query.split("&", -1)) {
            String[] sides = pair.split("=", 2);
            String value = sides.length == 2 ? decoded(sides[1]) : "";
            if (parameters.put(decoded(sides[0]), value) != null) {
                throw BodyCheck.refused("repeated.parameter", "'" + decoded(sides[0]) + "' is given twice");
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Refused(Errors.answer(400, "invalid.query.string", "The query is not encoded properly"), e);
        }
    }

    /** A parameter's text; null when it is not given. */
    @Nullable String optional(String name) {
        return parameters.get(name);
    }

    String text(String name) {
        String value = parameters.get(name);
        if (value == null || value.isBlank()) {
            throw BodyCheck.refused("missing." + name, "The parameter '" + name + "' is required");
        }
        return value;
    }

    int number(String name, int otherwise, int least, int most) {
        String value = parameters.get(name);
        if (value == null) {
            return otherwise;
        }
        if (value.matches("\\d{1,9}")) {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw BodyCheck.refused("invalid." + name, "'" + name + "' must be a whole number in " + least + "…" + most);
    }
}
