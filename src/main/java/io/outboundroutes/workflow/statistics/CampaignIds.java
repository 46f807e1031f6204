package io.outboundroutes.workflow.statistics;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The campaigns of the organisation as its list names them, gathered while the list is read; and what is wrong with an
 * id. Ids are compared in any case, as UUIDs are. For one run; not thread-safe.
 */
public final class CampaignIds {

    private static final Pattern UUID = Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final int LONGEST = 255;

    private final Map<String, String> listed = new LinkedHashMap<>();
    private long unusable;
    private boolean withheld;

    /** Takes one record of the list; one without a usable id is counted. */
    public void add(@Nullable Object campaign) {
        Object id = campaign instanceof Map<?, ?> fields ? fields.get("id") : null;
        if (id instanceof String text && problem(text, true) == null) {
            listed.putIfAbsent(text.toLowerCase(Locale.ROOT), text);
        } else {
            unusable++;
        }
    }

    /** The campaigns listed, in the order of the list. */
    public List<String> listed() {
        return List.copyOf(listed.values());
    }

    /** How many records of the list have no usable id. */
    public long unusable() {
        return unusable;
    }

    /** Notes that the list may not be read: then no campaign is known not to exist. */
    public void withhold() {
        withheld = true;
    }

    /** Whether the list names this campaign, or may not be read. */
    public boolean has(String id) {
        return withheld || listed.containsKey(id.toLowerCase(Locale.ROOT));
    }

    /** Each id once, in any case; the first spelling stays. */
    public static List<String> distinct(Collection<String> ids) {
        Map<String, String> distinct = new LinkedHashMap<>();
        ids.forEach(id -> distinct.putIfAbsent(id.toLowerCase(Locale.ROOT), id));
        return List.copyOf(distinct.values());
    }

    /**
     * What is wrong with an id.
     *
     * @param anyId whether it need not be a UUID
     * @return null when it is right
     */
    public static @Nullable String problem(String id, boolean anyId) {
        if (!anyId && !UUID.matcher(id).matches()) {
            return "the campaign id is no UUID; correct it in statistics.campaigns, or set statistics.any-id=true";
        }
        boolean plain = !id.isBlank()
                && id.length() <= LONGEST
                && !id.equals(".")
                && !id.equals("..")
                && id.chars().noneMatch(c -> Character.isISOControl(c) || c == '/' || c == '?' || c == '#');
        return plain
                ? null
                : "the campaign id is empty, too long, '.' or '..', or holds '/', '?', '#' or a control character";
    }
}
