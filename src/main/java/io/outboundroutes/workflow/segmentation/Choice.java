package io.outboundroutes.workflow.segmentation;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Reads one of an enum's constants from configuration text, case-blind. */
final class Choice {

    private Choice() {}

    static <E extends Enum<E>> E parse(Class<E> type, String key, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equalsIgnoreCase(text.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        key + ": '" + text + "' is not a known value; expected one of " + namesOf(type)));
    }

    private static <E extends Enum<E>> String namesOf(Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }
}
