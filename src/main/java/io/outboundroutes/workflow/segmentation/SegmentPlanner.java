package io.outboundroutes.workflow.segmentation;

import io.outboundroutes.workflow.segmentation.PlannedSegment.Decision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns groups into the segments wanted, and compares those with what the store knows. Reads and decides, writes
 * nothing; the same contacts give the same plan in whatever order they came.
 *
 * <p>Immutable, hence safe for use by many threads.
 */
public final class SegmentPlanner {

    private final SegmentationOptions options;

    /**
     * Makes one.
     *
     * @param options what the operator chose; the same as the groups were gathered with
     */
    public SegmentPlanner(SegmentationOptions options) {
        this.options = options;
    }

    /**
     * Plans.
     *
     * @param groups what a complete read gathered
     * @param known what the store knows from earlier runs of this workflow against the same vendor
     * @param now the run's time
     * @throws IllegalArgumentException when the store knows two groups under one key
     */
    public SegmentPlan plan(Groups groups, Collection<KnownSegment> known, Instant now) {
        List<Wanted> wanted =
                groups.groups().stream().map(group -> Wanted.of(group, options)).toList();
        Map<String, String> keys =
                GroupNames.assign(wanted.stream().map(Wanted::candidate).toList(), known, options.groupKey());
        Map<String, KnownSegment> knownByKey = new HashMap<>();
        known.forEach(segment -> knownByKey.put(segment.groupKey(), segment));
        List<PlannedSegment> segments = wanted.stream()
                .map(one -> planned(one, keyOf(one, keys), knownByKey, now))
                .sorted(Comparator.comparing(PlannedSegment::segmentName))
                .toList();
        PlanWarnings warnings = new PlanWarnings(options, wanted, keys);
        return new SegmentPlan(
                segments, obsolete(segments, known), segments.size(), warnings.collisions(), warnings.all(groups));
    }

    /** A group with what is computed once for it. */
    record Wanted(Group group, String canonical, String guideKey, SegmentQuery query) {

        static Wanted of(Group group, SegmentationOptions options) {
            GroupIdentity identity = group.identity();
            return new Wanted(group, identity.canonical(), identity.guideKey(), SegmentQuery.of(group, options));
        }

        GroupNames.Candidate candidate() {
            return new GroupNames.Candidate(canonical, guideKey);
        }
    }

    static String keyOf(Wanted wanted, Map<String, String> keys) {
        String key = keys.get(wanted.canonical());
        if (key == null) {
            throw new IllegalStateException("A group was given no key; every group of a plan has one");
        }
        return key;
    }

    private PlannedSegment planned(Wanted wanted, String key, Map<String, KnownSegment> knownByKey, Instant now) {
        String interval =
                options.tiers().intervalFor(wanted.group().newest(), now).toString();
        KnownSegment stored = knownByKey.get(key);
        KnownSegment known = stored != null && stored.canonical().equals(wanted.canonical()) ? stored : null;
        String difference =
                known == null ? null : difference(known, wanted.query().text(), interval);
        Decision decision = decide(wanted.query(), known, difference);
        return new PlannedSegment(
                key,
                wanted.guideKey(),
                wanted.canonical(),
                PlannedSegment.NAME_PREFIX + key,
                wanted.query().text(),
                interval,
                wanted.group().contacts(),
                decision,
                switch (decision) {
                    case REFUSED -> wanted.query().refusal();
                    case DIFFERS -> difference;
                    case CREATE, UNCHANGED -> null;
                },
                known == null || decision == Decision.CREATE ? null : known.segmentId());
    }

    private Decision decide(SegmentQuery query, @Nullable KnownSegment known, @Nullable String difference) {
        if (query.refusal() != null) {
            return Decision.REFUSED;
        }
        if (known == null || !known.created()) {
            return Decision.CREATE;
        }
        if (difference != null) {
            return Decision.DIFFERS;
        }
        return options.again() ? Decision.CREATE : Decision.UNCHANGED;
    }

    /** What differs, old → new, or null when nothing does. */
    private static @Nullable String difference(KnownSegment known, String query, String interval) {
        List<String> differences = new ArrayList<>();
        if (!known.query().equals(query)) {
            differences.add("query: " + known.query() + " → " + query);
        }
        if (!known.refreshInterval().equals(interval)) {
            differences.add("refreshInterval: " + known.refreshInterval() + " → " + interval);
        }
        return differences.isEmpty() ? null : String.join("; ", differences);
    }

    private static List<ObsoleteSegment> obsolete(List<PlannedSegment> segments, Collection<KnownSegment> known) {
        Set<String> names = segments.stream().map(PlannedSegment::segmentName).collect(Collectors.toSet());
        Set<String> groups = segments.stream().map(PlannedSegment::canonical).collect(Collectors.toSet());
        return known.stream()
                .filter(segment -> segment.present() && !names.contains(segment.segmentName()))
                .sorted(Comparator.comparing(KnownSegment::segmentName))
                .map(segment -> new ObsoleteSegment(segment, reason(segment, groups.contains(segment.canonical()))))
                .toList();
    }

    private static String reason(KnownSegment segment, boolean occurs) {
        String why = occurs
                ? "its group is named otherwise under the current segmentation.group-key"
                : "no contact of the query belongs to this group any more";
        return segment.created() ? why : why + "; the segment was there before, its query is not known";
    }
}
