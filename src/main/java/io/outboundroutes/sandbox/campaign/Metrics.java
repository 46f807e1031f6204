package io.outboundroutes.sandbox.campaign;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Writes figures as metrics, in the units of the API and with a campaign's oddities. Stateless. */
public final class Metrics {

    /** The metrics that can be asked for. */
    public static final Set<String> NAMES =
            Set.of("callsAttempted", "callsConnected", "avgCallDuration", "conversionRate", "conversions");

    private Metrics() {}

    /**
     * The metrics asked for.
     *
     * @param wanted some of {@link #NAMES}
     * @param zeros whether those that are 0 are given too
     */
    public static ObjectNode of(Campaign campaign, Figures figures, Collection<String> wanted, boolean zeros) {
        ObjectNode metrics = new JsonNodeFactory(true).objectNode();
        for (String name : new TreeSet<>(wanted)) {
            switch (name) {
                case "callsAttempted" -> metrics.put(name, figures.callsAttempted());
                case "callsConnected" -> metrics.put(name, figures.callsConnected());
                case "conversions" -> metrics.put(name, figures.conversions());
                case "avgCallDuration" -> metrics.put(name, figures.avgCallDurationMillis());
                default -> rate(metrics, campaign.kind(), figures.conversionRate());
            }
        }
        if (campaign.kind() == CampaignKind.MISSING_METRIC) {
            metrics.remove("avgCallDuration");
        }
        if (!zeros) {
            metrics.removeIf(value -> value.isNumber() && value.decimalValue().signum() == 0);
        }
        return metrics;
    }

    private static void rate(ObjectNode metrics, CampaignKind kind, @Nullable BigDecimal rate) {
        String name = "conversionRate";
        if (rate == null || kind == CampaignKind.NULL_METRIC) {
            metrics.putNull(name);
        } else if (kind == CampaignKind.UNREADABLE) {
            metrics.put(name, "n/a");
        } else if (kind == CampaignKind.PERCENT) {
            metrics.put(name, rate.movePointRight(2).stripTrailingZeros().toPlainString() + "%");
        } else {
            metrics.put(name, rate);
        }
    }
}
