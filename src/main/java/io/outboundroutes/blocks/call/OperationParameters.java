package io.outboundroutes.blocks.call;

import io.outboundroutes.platform.http.AfterAmbiguity;
import io.outboundroutes.platform.http.Effect;
import io.outboundroutes.platform.http.Operation;
import io.outboundroutes.platform.paging.PageStyle;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads an {@link Operation} from the parameters of a call block's use. Stateless. */
public final class OperationParameters {

    private OperationParameters() {}

    /**
     * Reads the parameters of one use.
     *
     * @param id the id of the block's use
     * @param parameters a parameter's value by its name; null or empty when it is not given
     * @throws IllegalArgumentException naming operation, parameter, value and what was expected
     */
    public static Operation read(String id, Function<String, @Nullable String> parameters) {
        Function<String, String> text = name -> {
            String value = parameters.apply(name);
            return value == null ? "" : value.strip();
        };
        Effect effect = choice(id, "effect", text.apply("effect"), Effect.class, null);
        String lookup = text.apply("lookup");
        String pager = text.apply("pager");
        String records = text.apply("records");
        if (pager.isEmpty() != records.isEmpty()) {
            throw new IllegalArgumentException("Operation " + id
                    + ": the parameters pager and records go together: the page style, and the field of the records");
        }
        return new Operation(
                id,
                text.apply("method"),
                text.apply("path"),
                list(text.apply("query")),
                effect,
                choice(
                        id,
                        "afterAmbiguity",
                        text.apply("afterAmbiguity"),
                        AfterAmbiguity.class,
                        effect == Effect.READ ? AfterAmbiguity.REPEAT : null),
                lookup.isEmpty() ? null : lookup,
                list(text.apply("dataStatuses")).stream()
                        .map(status -> status(id, status))
                        .collect(Collectors.toSet()),
                true,
                text.apply("scope"),
                text.apply("budget"),
                pager.isEmpty() ? null : PageStyle.named(pager, records));
    }

    private static Set<String> list(String value) {
        return Arrays.stream(value.split(","))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static int status(String id, String value) {
        if (value.matches("[1-5][0-9][0-9]")) {
            return Integer.parseInt(value);
        }
        throw new IllegalArgumentException("Operation " + id + ": parameter dataStatuses holds '" + value
                + "'; expected HTTP statuses besides 2xx, e.g. 409,404");
    }

    private static <E extends Enum<E>> E choice(
            String id, String name, String value, Class<E> type, @Nullable E otherwise) {
        if (value.isEmpty() && otherwise != null) {
            return otherwise;
        }
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(value)) {
                return constant;
            }
        }
        String choices = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        throw new IllegalArgumentException("Operation " + id + ": parameter " + name + "='" + value
                + "' is not known; expected one of " + choices);
    }
}
