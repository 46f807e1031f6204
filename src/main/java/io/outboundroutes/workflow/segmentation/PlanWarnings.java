package io.outboundroutes.workflow.segmentation;

import io.outboundroutes.workflow.segmentation.SegmentPlanner.Wanted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What an operator should know about a plan. Names keys and attributes; values stay in the queries. */
final class PlanWarnings {

    private final SegmentationOptions options;
    private final List<Wanted> wanted;
    private final Map<String, String> keys;

    /**
     * @param wanted the groups of the plan
     * @param keys canonical form → key
     */
    PlanWarnings(SegmentationOptions options, Collection<Wanted> wanted, Map<String, String> keys) {
        this.options = options;
        this.wanted = wanted.stream()
                .sorted(Comparator.comparing(one -> SegmentPlanner.keyOf(one, keys)))
                .toList();
        this.keys = keys;
    }

    /** How many groups do not bear their plain key. */
    int collisions() {
        return (int) wanted.stream().filter(this::collides).count();
    }

    List<PlanWarning> all(Groups groups) {
        List<PlanWarning> warnings = new ArrayList<>();
        aboutContacts(groups, warnings);
        wanted.stream().filter(this::collides).map(this::collision).forEach(warnings::add);
        wanted.forEach(one -> one.query()
                .remarks()
                .forEach(remark -> warnings.add(new PlanWarning(
                        PlanWarning.SPELLINGS_LEFT_OUT,
                        "The query of group " + key(one) + " does not name all spellings of " + remark
                                + "; where the vendor compares exactly, it misses some contacts"))));
        if (options.queryStyle() == QueryStyle.GUIDE) {
            aboutOverlaps(warnings);
        }
        return warnings;
    }

    private void aboutContacts(Groups groups, List<PlanWarning> warnings) {
        if (groups.contacts() == 0) {
            warnings.add(new PlanWarning(
                    PlanWarning.EMPTY_READ, "No contact matches segmentation.query; check it if that surprises"));
        }
        if (groups.unclassified() > 0) {
            warnings.add(
                    new PlanWarning(
                            PlanWarning.UNCLASSIFIED_CONTACTS,
                            groups.unclassified() + " contacts have none of the attributes "
                                    + String.join(", ", options.attributes())
                                    + " and belong to no segment; check segmentation.attributes (exact names) or the contacts"));
        }
        groups.rejectedByReason()
                .forEach((reason, count) -> warnings.add(new PlanWarning(
                        PlanWarning.REJECTED_CONTACTS, count + " contacts were rejected and left out: " + reason)));
    }

    private boolean collides(Wanted one) {
        return !key(one).equals(plainKey(one));
    }

    private PlanWarning collision(Wanted one) {
        String message = "Group " + key(one) + " (attributes "
                + String.join(", ", one.group().identity().pairs().keySet()) + ") shares the key " + plainKey(one)
                + " with a group of other values and got a suffix; segmentation.group-key=named avoids this";
        return new PlanWarning(PlanWarning.GROUP_KEY_COLLISION, message);
    }

    private void aboutOverlaps(List<PlanWarning> warnings) {
        Map<GroupIdentity, String> keyOf = new HashMap<>();
        wanted.forEach(one -> keyOf.put(one.group().identity(), key(one)));
        Map<GroupIdentity, List<GroupIdentity>> covered = GuideQueryOverlap.find(List.copyOf(keyOf.keySet()));
        wanted.forEach(one -> {
            List<String> others = covered.getOrDefault(one.group().identity(), List.of()).stream()
                    .map(other -> keyOf.getOrDefault(other, ""))
                    .sorted()
                    .toList();
            if (!others.isEmpty()) {
                warnings.add(new PlanWarning(
                        PlanWarning.QUERY_COVERS_OTHERS,
                        "The query of group " + key(one) + " also covers " + others.size() + " other group(s): "
                                + String.join(", ", others.subList(0, Math.min(10, others.size())))
                                + (others.size() > 10 ? ", …" : "")
                                + "; segmentation.query-style=exact keeps them apart"));
            }
        });
    }

    private String key(Wanted one) {
        return SegmentPlanner.keyOf(one, keys);
    }

    private String plainKey(Wanted one) {
        return GroupNames.plainKey(options.groupKey(), one.canonical(), one.guideKey());
    }
}
