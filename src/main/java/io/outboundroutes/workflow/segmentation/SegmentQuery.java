package io.outboundroutes.workflow.segmentation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The query of a segment: a function of its group and the options.
 *
 * @param text the query; empty when refused
 * @param refusal why no query can be written; null when there is one
 * @param remarks what the query does not hold though it should, naming attributes, never values
 */
public record SegmentQuery(String text, @Nullable String refusal, List<String> remarks) {

    private static final Set<String> OPERATORS = Set.of("AND", "OR", "NOT", "TO");

    public SegmentQuery {
        remarks = List.copyOf(remarks);
    }

    /** Writes the query in the style that the options ask for. */
    public static SegmentQuery of(Group group, SegmentationOptions options) {
        for (String attribute : options.attributes()) {
            String value = group.identity().pairs().get(attribute);
            int control = value == null ? -1 : Text.firstControl(value);
            if (value != null && control >= 0) {
                String refusal = String.format(
                        Locale.ROOT,
                        "the value of %s holds the control character U+%04X, which no query may hold;"
                                + " mend the contacts' data",
                        attribute,
                        (int) value.charAt(control));
                return new SegmentQuery("", refusal, List.of());
            }
        }
        return options.queryStyle() == QueryStyle.EXACT ? exact(group, options) : guide(group, options);
    }

    /** A plain word as it is; everything else in quotes, with {@code "} and {@code \} escaped. */
    static String term(String text) {
        return isPlainWord(text) ? text : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static SegmentQuery guide(Group group, SegmentationOptions options) {
        String text = options.attributes().stream()
                .filter(group.identity().pairs()::containsKey)
                .map(name -> term(name) + ":" + term(group.identity().pairs().getOrDefault(name, "")))
                .collect(Collectors.joining(" AND "));
        return new SegmentQuery(text, null, List.of());
    }

    private static SegmentQuery exact(Group group, SegmentationOptions options) {
        List<String> remarks = new ArrayList<>();
        StringBuilder text = new StringBuilder("(" + options.baseQuery() + ")");
        for (String attribute : options.attributes()) {
            text.append(" AND ").append(condition(group, attribute, options.maxSpellings(), remarks));
        }
        return new SegmentQuery(text.toString(), null, remarks);
    }

    private static String condition(Group group, String attribute, int max, List<String> remarks) {
        String name = term(attribute);
        String value = group.identity().pairs().get(attribute);
        Set<String> alternatives = new LinkedHashSet<>();
        alternatives.add(value == null ? "NOT " + name + ":*" : name + ":" + term(value));
        int limit = value == null ? max + 1 : max;
        Spellings spellings = group.spellingsOf(attribute);
        boolean leftOut = spellings.more();
        for (String seen : spellings.seen()) {
            // Control characters stand at the ends only, else the value itself holds one. Without them the spelling
            // still matches on stores that trim.
            boolean clean = Text.firstControl(seen) < 0;
            boolean room = alternatives.size() < limit;
            leftOut |= !clean || !room;
            if (room) {
                alternatives.add(name + ":" + term(clean ? seen : ValueText.trim(seen)));
            }
        }
        if (leftOut) {
            remarks.add(attribute + ": more than " + max + " spellings, or some with control characters, were seen");
        }
        String joined = String.join(" OR ", alternatives);
        return alternatives.size() == 1 ? joined : "(" + joined + ")";
    }

    /** Letters, digits, {@code _}, {@code .}, {@code -}; operators are quoted in any case: some parsers are case-blind. */
    private static boolean isPlainWord(String text) {
        return !text.isEmpty()
                && !OPERATORS.contains(text.toUpperCase(Locale.ROOT))
                && text.codePoints().allMatch(SegmentQuery::isWordCharacter);
    }

    private static boolean isWordCharacter(int c) {
        return switch (Character.getType(c)) {
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
            default -> Character.isLetter(c) || c == '_' || c == '.' || c == '-';
        };
    }
}
