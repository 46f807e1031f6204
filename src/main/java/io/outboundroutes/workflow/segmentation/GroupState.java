package io.outboundroutes.workflow.segmentation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What grows with one group while contacts are read; bounded, however many contacts and spellings come. */
final class GroupState {

    private final Map<String, TreeSet<String>> spellings = new HashMap<>();
    private final Set<String> overfull = new HashSet<>();
    private long contacts;
    private @Nullable Instant newest;

    void add(Classified.Member member, int maxSpellings) {
        contacts++;
        Instant updated = member.newest();
        if (updated != null && (newest == null || updated.isAfter(newest))) {
            newest = updated;
        }
        member.spellings().forEach((attribute, raw) -> {
            // The normalised form takes one place; a missing attribute has none.
            boolean present = member.identity().pairs().containsKey(attribute);
            keep(attribute, raw, present ? maxSpellings - 1 : maxSpellings);
        });
    }

    Group toGroup(GroupIdentity identity) {
        Map<String, Spellings> seen = new HashMap<>();
        spellings.forEach((attribute, texts) ->
                seen.put(attribute, new Spellings(new ArrayList<>(texts), overfull.contains(attribute))));
        return new Group(identity, contacts, newest, seen);
    }

    /** Keeps the smallest texts, so that which ones are kept does not depend on the order of arrival. */
    private void keep(String attribute, String raw, int limit) {
        TreeSet<String> texts = spellings.computeIfAbsent(attribute, name -> new TreeSet<>(Text.BY_CODE_POINT));
        if (texts.add(raw) && texts.size() > limit) {
            texts.pollLast();
            overfull.add(attribute);
        }
    }
}
