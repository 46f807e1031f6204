package io.outboundroutes.app;

import io.outboundroutes.platform.config.SegmentationKeys;
import io.outboundroutes.platform.config.Settings;
import io.outboundroutes.platform.config.Tiers;
import io.outboundroutes.workflow.segmentation.GroupKeyStyle;
import io.outboundroutes.workflow.segmentation.QueryStyle;
import io.outboundroutes.workflow.segmentation.RefreshTiers;
import io.outboundroutes.workflow.segmentation.SegmentationOptions;
import java.util.Map;

/** Builds what contact-segmentation brings, from the settings. Stateless. */
final class Segmentation {

    private Segmentation() {}

    static WorkflowKit kit(WorkflowKit.Parts parts) {
        Settings settings = parts.settings();
        SegmentationSteps steps = new SegmentationSteps(
                options(settings),
                settings.get(SegmentationKeys.PAGE_SIZE),
                settings.get(SegmentationKeys.MAX_SEGMENTS),
                parts.store(),
                parts.targets().apply(SegmentationSteps.WORKFLOW).host());
        return new WorkflowKit(
                new SegmentationTraits(settings.get(SegmentationKeys.PARALLEL)),
                SegmentationKeys.WEBHOOK_URL,
                Map.of("segmentation", steps, "groupsByHash", new SegmentGroupsStrategy()));
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
