package io.outboundroutes.platform.intake;

import io.outboundroutes.platform.text.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The columns that a workflow knows of its input.
 *
 * @param known each of them, in the order in which a message names them
 * @param prefixes beginnings of columns that may end in anything, e.g. {@code metadata.}
 * @param required groups of spellings; a row without one of each can never be taken
 */
public record InputColumns(List<String> known, Set<String> prefixes, List<List<String>> required) {

    private static final InputColumns ANY = new InputColumns(List.of(), Set.of(), List.of());
    /** What could be a column's name. Anything else may be a person's data, in a file without a header. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,60}");

    public InputColumns {
        known = List.copyOf(known);
        prefixes = Set.copyOf(prefixes);
        required = List.copyOf(required);
    }

    /** Of a workflow that does not say: every header will do. */
    public static InputColumns any() {
        return ANY;
    }

    /** Why no row under this header can be taken; empty when one can. */
    public Optional<String> problem(List<String> header) {
        List<String> missing = required.stream()
                .filter(spellings -> spellings.stream().noneMatch(header::contains))
                .map(spellings -> spellings.get(0))
                .toList();
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        List<String> parts = new ArrayList<>();
        List<String> unknown =
                header.stream().filter(column -> !isKnown(column)).toList();
        if (!unknown.stream().allMatch(column -> NAME.matcher(column).matches())) {
            parts.add("the first line is no header: it holds what cannot be a column's name");
        } else if (!unknown.isEmpty()) {
            parts.add((unknown.size() == 1 ? "column " : "columns ") + String.join(", ", unknown)
                    + (unknown.size() == 1 ? " is" : " are") + " unknown" + hint(unknown));
        }
        parts.add(String.join(", ", missing) + (missing.size() == 1 ? " is missing" : " are missing"));
        String all = String.join(", ", known)
                + prefixes.stream().sorted().map(prefix -> ", " + prefix + "…").collect(Collectors.joining());
        return Optional.of(String.join("; ", parts) + "; known are " + all);
    }

    private boolean isKnown(String column) {
        return known.contains(column) || prefixes.stream().anyMatch(column::startsWith);
    }

    private String hint(List<String> unknown) {
        List<String> meant = unknown.stream()
                .flatMap(column -> Nearest.of(column, known, Math.max(1, Math.min(3, column.length() / 2))).stream())
                .distinct()
                .toList();
        return meant.isEmpty() ? "" : " (did you mean " + String.join(", ", meant) + "?)";
    }
}
