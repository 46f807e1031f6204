package io.outboundroutes.sandbox.campaign;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * What a campaign does, hour by hour, made up from a seed. Within an hour it is spread evenly, in whole numbers, so that
 * the figures of a window are always the sum of those of its parts, wherever it is cut. Immutable.
 */
final class HourlyFigures {

    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final int PRIME = 31;

    private final long seed;
    private final CampaignKind kind;

    HourlyFigures(long seed, String campaignId, CampaignKind kind) {
        this.seed = seed * PRIME + campaignId.hashCode();
        this.kind = kind;
    }

    Figures between(Instant start, Instant end) {
        long from = start.toEpochMilli();
        long to = end.toEpochMilli();
        Figures sum = Figures.NONE;
        for (long hour = Math.floorDiv(from, HOUR); hour * HOUR < to; hour++) {
            Figures whole = inHour(hour);
            sum = sum.plus(until(whole, to - hour * HOUR)).minus(until(whole, from - hour * HOUR));
        }
        return sum;
    }

    private static Figures until(Figures whole, long millis) {
        return whole.first(Math.max(0, Math.min(millis, HOUR)), HOUR);
    }

    private Figures inHour(long hour) {
        if (kind == CampaignKind.NO_CALLS) {
            return Figures.NONE;
        }
        SplittableRandom random = new SplittableRandom(seed * PRIME + hour);
        long attempted = random.nextLong(60, 180);
        long connected = random.nextLong(20, 60);
        long average = random.nextLong(90_000, 300_000);
        long conversions = random.nextLong(1, 20);
        return switch (kind) {
            case CONNECTED_ABOVE_ATTEMPTED -> new Figures(connected, attempted, attempted * average, conversions);
            case LONG_CALLS -> new Figures(attempted, connected, connected * (average + 700_000), conversions);
            case NEGATIVE -> new Figures(-attempted, connected, connected * average, conversions);
            default -> new Figures(attempted, connected, connected * average, conversions);
        };
    }
}
