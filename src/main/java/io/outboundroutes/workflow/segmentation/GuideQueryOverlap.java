package io.outboundroutes.workflow.segmentation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds groups whose guide-style query also selects another group's contacts: those whose pairs are a proper subset of
 * another's, as the guide leaves missing attributes out.
 */
final class GuideQueryOverlap {

    private GuideQueryOverlap() {}

    /** Group → the groups it covers besides itself, for those that cover any. Works per set of attributes, not per pair. */
    static Map<GroupIdentity, List<GroupIdentity>> find(List<GroupIdentity> groups) {
        Map<Set<String>, List<GroupIdentity>> byAttributes = new HashMap<>();
        groups.forEach(group -> byAttributes
                .computeIfAbsent(group.pairs().keySet(), names -> new ArrayList<>())
                .add(group));
        Map<GroupIdentity, List<GroupIdentity>> covered = new HashMap<>();
        byAttributes.forEach((few, coarse) -> {
            Map<Map<String, String>, GroupIdentity> byPairs = new HashMap<>();
            coarse.forEach(group -> byPairs.put(group.pairs(), group));
            byAttributes.forEach((many, fine) -> {
                if (many.size() > few.size() && many.containsAll(few)) {
                    fine.forEach(group -> note(byPairs.get(only(few, group)), group, covered));
                }
            });
        });
        return covered;
    }

    private static void note(
            @Nullable GroupIdentity coarse, GroupIdentity fine, Map<GroupIdentity, List<GroupIdentity>> covered) {
        if (coarse != null) {
            covered.computeIfAbsent(coarse, group -> new ArrayList<>()).add(fine);
        }
    }

    private static Map<String, String> only(Set<String> attributes, GroupIdentity group) {
        Map<String, String> pairs = new HashMap<>(group.pairs());
        pairs.keySet().retainAll(attributes);
        return pairs;
    }
}
