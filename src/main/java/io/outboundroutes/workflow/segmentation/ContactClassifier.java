package io.outboundroutes.workflow.segmentation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells which group a contact belongs to. Takes parsed JSON (String, Boolean, Number, null, List, Map); unknown fields
 * are ignored, a bad contact is rejected whole.
 *
 * <p>Immutable, hence safe for use by many threads.
 */
public final class ContactClassifier {

    /** Clocks differ a little; a change further ahead than this is not believed. */
    static final Duration FUTURE_TOLERANCE = Duration.ofMinutes(5);

    private final List<String> attributes;
    private final Instant latest;

    /**
     * Makes one for one run.
     *
     * @param attributes the attributes that make a group
     * @param now the run's time
     */
    public ContactClassifier(List<String> attributes, Instant now) {
        this.attributes = List.copyOf(attributes);
        this.latest = now.plus(FUTURE_TOLERANCE);
    }

    /** Classifies one contact; never throws for what a vendor may send. */
    public Classified classify(@Nullable Object contact) {
        if (!(contact instanceof Map<?, ?> fields)) {
            return new Classified.Rejected(null, "the contact is not an object");
        }
        Object id = fields.get("id");
        String idProblem = id == null ? "is missing" : ValueText.problemOf(id);
        if (id == null || idProblem != null) {
            return new Classified.Rejected(null, "id " + idProblem);
        }
        String idText = ValueText.of(id);
        if (ValueText.normalise(idText).isEmpty()) {
            return new Classified.Rejected(null, "id is blank");
        }
        Object custom = fields.get("customAttributes");
        if (custom != null && !(custom instanceof Map<?, ?>)) {
            return new Classified.Rejected(idText, "customAttributes is not an object");
        }
        return classify(idText, custom instanceof Map<?, ?> map ? map : Map.of(), fields.get("updatedTimestamp"));
    }

    private Classified classify(String id, Map<?, ?> custom, @Nullable Object timestamp) {
        Map<String, String> pairs = new LinkedHashMap<>();
        Map<String, String> spellings = Map.of();
        for (String attribute : attributes) {
            Object value = custom.get(attribute);
            if (value == null) {
                continue;
            }
            String problem = ValueText.problemOf(value);
            if (problem != null) {
                return new Classified.Rejected(id, "customAttributes." + attribute + " " + problem);
            }
            String raw = ValueText.of(value);
            String normal = ValueText.normalise(raw);
            if (!normal.isEmpty()) {
                pairs.put(attribute, normal);
            }
            if (normal.isEmpty() || !normal.equals(raw)) {
                spellings = spellings.isEmpty() ? new HashMap<>() : spellings;
                spellings.put(attribute, raw);
            }
        }
        Instant updated = isAbsent(timestamp) ? null : believable(timestamp);
        boolean ignored = updated == null && !isAbsent(timestamp);
        return pairs.isEmpty()
                ? new Classified.Unclassified(id, ignored)
                : new Classified.Member(id, new GroupIdentity(pairs), spellings, updated, ignored);
    }

    /** A blank timestamp says as little as none; the guide passes over both. */
    private static boolean isAbsent(@Nullable Object timestamp) {
        return timestamp == null || (timestamp instanceof String text && text.isBlank());
    }

    private @Nullable Instant believable(@Nullable Object timestamp) {
        Instant read = timestamp == null ? null : Timestamps.read(timestamp);
        return read == null || read.isAfter(latest) ? null : read;
    }
}
