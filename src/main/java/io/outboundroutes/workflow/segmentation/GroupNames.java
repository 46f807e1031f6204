package io.outboundroutes.workflow.segmentation;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives each group a key of its own. A key that the store knows stays with its group for good, even when the group is
 * gone; of the others the smallest canonical form gets the plain key, so that arrival order never matters.
 */
final class GroupNames {

    /** A group that needs a key. */
    record Candidate(String canonical, String guideKey) {}

    private final GroupKeyStyle style;
    private final Map<String, String> keyByCanonical = new HashMap<>();
    private final Map<String, String> canonicalByKey = new HashMap<>();

    private GroupNames(GroupKeyStyle style) {
        this.style = style;
    }

    /**
     * Assigns the keys.
     *
     * @return canonical form → key, for every candidate and for what the store knows under this style
     * @throws IllegalArgumentException when the store knows two groups under one key
     */
    static Map<String, String> assign(List<Candidate> candidates, Collection<KnownSegment> known, GroupKeyStyle style) {
        GroupNames names = new GroupNames(style);
        known.stream()
                .sorted(Comparator.comparing(KnownSegment::groupKey))
                .filter(names::isOfThisStyle)
                .forEach(segment -> names.keep(segment.canonical(), segment.groupKey()));
        candidates.stream()
                .filter(candidate -> !names.keyByCanonical.containsKey(candidate.canonical()))
                .sorted(Comparator.comparing(Candidate::canonical, Text.BY_CODE_POINT))
                .forEach(candidate -> names.keep(candidate.canonical(), names.firstFree(candidate)));
        return names.keyByCanonical;
    }

    /** The key a group has when nobody else claims it. */
    static String plainKey(GroupKeyStyle style, String canonical, String guideKey) {
        return style == GroupKeyStyle.GUIDE ? guideKey : Text.sha256(canonical).substring(0, GroupIdentity.KEY_LENGTH);
    }

    /** A key stored under the other style does not bind this one: switching the style renames. */
    private boolean isOfThisStyle(KnownSegment known) {
        String plain = plainKey(style, known.canonical(), known.guideKey());
        return known.groupKey().startsWith(plain);
    }

    private void keep(String canonical, String key) {
        String other = canonicalByKey.putIfAbsent(key, canonical);
        if (other != null && !other.equals(canonical)) {
            throw new IllegalArgumentException("The store knows two groups under the key " + key
                    + "; each key belongs to one group. Remove one of the two group identities from the store");
        }
        keyByCanonical.putIfAbsent(canonical, key);
    }

    /** The plain key, else with 8 digits of the canonical form's digest added, else with 8 more, until nobody has it. */
    private String firstFree(Candidate candidate) {
        String plain = plainKey(style, candidate.canonical(), candidate.guideKey());
        if (!canonicalByKey.containsKey(plain)) {
            return plain;
        }
        String digest = Text.sha256(candidate.canonical());
        Optional<String> free = Optional.empty();
        for (int length = 8; free.isEmpty() && length <= digest.length(); length += 8) {
            free = Optional.of(plain + "-" + digest.substring(0, length))
                    .filter(key -> !canonicalByKey.containsKey(key));
        }
        return free.orElseThrow(() -> new IllegalStateException(
                "No free key is left for a group under " + plain + "; two groups have one SHA-256"));
    }
}
