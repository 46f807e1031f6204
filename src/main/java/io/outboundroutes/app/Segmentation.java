package io.outboundroutes.app;

import io.outboundroutes.platform.config.SegmentationKeys;
import io.outboundroutes.platform.config.Settings;
import io.outboundroutes.platform.config.Tiers;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.workflow.segmentation.GroupKeyStyle;
import io.outboundroutes.workflow.segmentation.QueryStyle;
import io.outboundroutes.workflow.segmentation.RefreshTiers;
import io.outboundroutes.workflow.segmentation.SegmentationOptions;

/** Builds the beans of contact-segmentation from the settings. Stateless. */
final class Segmentation {

    private Segmentation() {}

    /** @param target the organisation whose group identities the store keeps */
    static SegmentationSteps steps(Settings settings, Store store, String target) {
        return new SegmentationSteps(
                options(settings),
                settings.get(SegmentationKeys.PAGE_SIZE),
                settings.get(SegmentationKeys.MAX_SEGMENTS),
                store,
                target);
    }

    private static SegmentationOptions options(Settings settings) {
        Tiers tiers = settings.get(SegmentationKeys.REFRESH_TIERS);
        return new SegmentationOptions(
                settings.get(SegmentationKeys.ATTRIBUTES),
                settings.get(SegmentationKeys.QUERY),
                GroupKeyStyle.parse(settings.get(SegmentationKeys.GROUP_KEY)),
                QueryStyle.parse(settings.get(SegmentationKeys.QUERY_STYLE)),
                new RefreshTiers(
                        tiers.tiers().stream()
                                .map(tier -> new RefreshTiers.Tier(tier.below(), tier.value()))
                                .toList(),
                        tiers.otherwise()),
                SegmentationOptions.DEFAULT_MAX_SPELLINGS,
                false);
    }
}
