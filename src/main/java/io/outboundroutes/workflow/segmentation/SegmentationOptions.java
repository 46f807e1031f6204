package io.outboundroutes.workflow.segmentation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What an operator may choose about segmentation.
 *
 * @param attributes the custom attributes that make a group, in the order in which queries name them
 *     ({@code segmentation.attributes}); matched by exact name
 * @param baseQuery the query that selects the contacts ({@code segmentation.query}); kept without surrounding space
 * @param groupKey how groups are named
 * @param queryStyle how segment queries are written
 * @param tiers the refresh interval by data age
 * @param maxSpellings how many spellings of one value a query names at most, the normalised one included (default 20)
 * @param again whether what is known as created and unchanged is posted again ({@code --again})
 */
public record SegmentationOptions(
        List<String> attributes,
        String baseQuery,
        GroupKeyStyle groupKey,
        QueryStyle queryStyle,
        RefreshTiers tiers,
        int maxSpellings,
        boolean again) {

    /** The guide's attributes. */
    public static final List<String> DEFAULT_ATTRIBUTES = List.of("region", "product_tier");

    /** The guide's query. */
    public static final String DEFAULT_QUERY =
            "status:ready AND customAttribute1:premium AND updatedTimestamp:[2023-01-01T00:00:00.000Z TO *]";

    /** How many spellings of one value a query names at most. */
    public static final int DEFAULT_MAX_SPELLINGS = 20;

    /**
     * Checks the choices.
     *
     * @throws IllegalArgumentException naming every problem at once, each with its key and how to mend it
     */
    public SegmentationOptions {
        attributes = List.copyOf(attributes);
        baseQuery = baseQuery.strip();
        List<String> problems = new ArrayList<>();
        checkAttributes(attributes, problems);
        checkQuery(baseQuery, problems);
        if (maxSpellings < 1 || maxSpellings > 1000) {
            problems.add("segmentation.max-spellings: " + maxSpellings + " is out of range; expected 1 to 1000");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
    }

    /** The guide's own choices. */
    public static SegmentationOptions defaults() {
        return new SegmentationOptions(
                DEFAULT_ATTRIBUTES,
                DEFAULT_QUERY,
                GroupKeyStyle.GUIDE,
                QueryStyle.EXACT,
                RefreshTiers.DEFAULT,
                DEFAULT_MAX_SPELLINGS,
                false);
    }

    /** The same choices, with what is known as created posted again. */
    public SegmentationOptions postingAgain() {
        return new SegmentationOptions(attributes, baseQuery, groupKey, queryStyle, tiers, maxSpellings, true);
    }

    private static void checkAttributes(List<String> attributes, List<String> problems) {
        String key = "segmentation.attributes: ";
        if (attributes.isEmpty()) {
            problems.add(key + "no attribute is named; name at least one, e.g. region,product_tier");
        }
        Set<String> seen = new HashSet<>();
        for (String attribute : attributes) {
            if (ValueText.normalise(attribute).isEmpty()) {
                problems.add(key + "an attribute name is blank; check for a comma too many");
            } else if (!Text.isWellFormed(attribute) || Text.firstControl(attribute) >= 0) {
                problems.add(key + "an attribute name holds a control character or malformed text; write it plainly");
            } else if (!seen.add(attribute)) {
                problems.add(key + "'" + attribute + "' is named twice; name it once");
            }
        }
    }

    private static void checkQuery(String query, List<String> problems) {
        String key = "segmentation.query: ";
        if (query.isEmpty()) {
            problems.add(key + "is blank; expected a contact query, e.g. " + DEFAULT_QUERY);
        } else if (Text.firstControl(query) >= 0) {
            problems.add(key + "holds a line break or another control character; write it on one line");
        } else if (!isBalanced(query)) {
            // It is put into brackets before conditions are added; 'a) OR (b' would turn those upside down.
            problems.add(key + "brackets or quotes are not balanced in '" + query + "'; close what is opened");
        }
    }

    private static boolean isBalanced(String query) {
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < query.length(); i++) {
            char c = query.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == '(') {
                depth++;
            } else if (!quoted && c == ')' && --depth < 0) {
                return false;
            }
        }
        return depth == 0 && !quoted;
    }
}
