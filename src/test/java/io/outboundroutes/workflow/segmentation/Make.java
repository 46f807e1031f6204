package io.outboundroutes.workflow.segmentation;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Short ways to say what the tables of this package are about. */
final class Make {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static final SegmentationOptions DEFAULTS = SegmentationOptions.defaults();

    private Make() {}

    static SegmentationOptions options(GroupKeyStyle key, QueryStyle query, boolean again) {
        return new SegmentationOptions(
                DEFAULTS.attributes(), "status:ready", key, query, RefreshTiers.DEFAULT, 20, again);
    }

    static SegmentationOptions options(int maxSpellings) {
        return new SegmentationOptions(
                DEFAULTS.attributes(),
                "status:ready",
                GroupKeyStyle.GUIDE,
                QueryStyle.EXACT,
                RefreshTiers.DEFAULT,
                maxSpellings,
                false);
    }

    static SegmentationOptions options() {
        return options(GroupKeyStyle.GUIDE, QueryStyle.EXACT, false);
    }

    /** A contact with region and product_tier; null leaves one out. */
    static Map<String, Object> contact(String id, @Nullable Object region, @Nullable Object tier) {
        Map<String, Object> custom = new HashMap<>();
        custom.put("region", region);
        custom.put("product_tier", tier);
        Map<String, Object> contact = new LinkedHashMap<>();
        contact.put("id", id);
        contact.put("customAttributes", custom);
        return contact;
    }

    static Map<String, Object> contactAt(String id, Object region, Object tier, Object updated) {
        Map<String, Object> contact = new LinkedHashMap<>(contact(id, region, tier));
        contact.put("updatedTimestamp", updated);
        return contact;
    }

    static Groups groups(SegmentationOptions options, Collection<? extends Map<String, Object>> contacts) {
        Groups groups = new Groups(options, NOW);
        contacts.forEach(contact -> groups.add(groups.classify(contact)));
        return groups;
    }

    static SegmentPlan plan(
            SegmentationOptions options, Collection<? extends Map<String, Object>> contacts, List<KnownSegment> known) {
        return new SegmentPlanner(options).plan(groups(options, contacts), known, NOW);
    }

    /** What the store knows after the planned segment was created as planned. */
    static KnownSegment created(PlannedSegment segment) {
        return new KnownSegment(
                segment.canonical(),
                segment.guideKey(),
                segment.groupKey(),
                segment.segmentName(),
                segment.query(),
                segment.refreshInterval(),
                "seg-" + segment.groupKey(),
                KnownSegment.Presence.CREATED);
    }

    static GroupIdentity identity(String... namesAndValues) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            pairs.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new GroupIdentity(pairs);
    }
}
