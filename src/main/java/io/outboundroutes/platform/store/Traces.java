package io.outboundroutes.platform.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What tells of a contact among others: an id in a list of ids, at an end of a chunk, in a message. It goes, and what stands
 * around it stays. Used by one thread.
 */
final class Traces {

    /** Fields that hold ids of contacts. */
    private static final Set<String> LISTS = Set.of("contactIds", "rejectedIds");

    /** Fields that hold the first and the last id of a chunk. */
    private static final Set<String> ENDS = Set.of("from", "to");

    private static final String MESSAGE = "message";

    private final String id;
    private final Pattern inText;

    Traces(String id) {
        this.id = id;
        this.inText = Pattern.compile("(?<![\\p{L}\\p{N}._-])" + Pattern.quote(id) + "(?![\\p{L}\\p{N}_-])");
    }

    /** The same JSON object without them. */
    Map<String, Object> gone(Map<?, ?> object) {
        Map<String, Object> rest = new LinkedHashMap<>();
        object.forEach((name, value) -> rest.put(String.valueOf(name), gone(String.valueOf(name), value)));
        return rest;
    }

    private @Nullable Object gone(String name, @Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            return gone(object);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> rest = new ArrayList<>();
            for (Object each : list) {
                if (!LISTS.contains(name) || !id.equals(each)) {
                    rest.add(gone(name, each));
                }
            }
            return rest;
        }
        if (ENDS.contains(name) && id.equals(value)) {
            return People.FORGOTTEN;
        }
        return MESSAGE.equals(name) && value instanceof String text
                ? inText.matcher(text).replaceAll(Matcher.quoteReplacement(People.FORGOTTEN))
                : value;
    }
}
