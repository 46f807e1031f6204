package io.outboundroutes.sandbox.campaign;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The campaigns: those with fixed ids, then made-up ones. The same seed makes the same ids and figures. Immutable.
 *
 * <p>Fixed are {@value #GUIDE} and {@value #SCHEDULED}, which the guides use, and one odd campaign for each odd
 * {@link CampaignKind}, whose ids are {@code 0dd00000-0000-4000-8000-00000000000n} with n from 1 in the kinds' order.
 */
public final class Campaigns {

    /** The campaign of guide 003. */
    public static final String GUIDE = "12345678-1234-1234-1234-123456789012";

    /** The campaign of guide 001, whose id is no UUID. */
    public static final String SCHEDULED = "campaign-uuid-123";

    private static final List<CampaignKind> ODD = List.of(
            CampaignKind.CONNECTED_ABOVE_ATTEMPTED,
            CampaignKind.LONG_CALLS,
            CampaignKind.NULL_METRIC,
            CampaignKind.MISSING_METRIC,
            CampaignKind.NO_CALLS,
            CampaignKind.NEGATIVE,
            CampaignKind.UNREADABLE);

    private final long seed;
    private final Map<String, Campaign> byId = new LinkedHashMap<>();

    /**
     * The fixed campaigns and more.
     *
     * @param seed makes their ids and figures
     * @param madeUp how many more
     */
    public Campaigns(long seed, int madeUp) {
        this.seed = seed;
        add(GUIDE, "Autumn offer", CampaignKind.PERCENT);
        add(SCHEDULED, "Predictive engagement", CampaignKind.FRACTION);
        for (CampaignKind kind : ODD) {
            add(odd(kind), "Odd: " + kind, kind);
        }
        for (int i = 1; i <= madeUp; i++) {
            String id = UUID.nameUUIDFromBytes(("campaign " + seed + " " + i).getBytes(StandardCharsets.UTF_8))
                    .toString();
            add(id, "Campaign " + i, i % 2 == 0 ? CampaignKind.PERCENT : CampaignKind.FRACTION);
        }
    }

    private void add(String id, String name, CampaignKind kind) {
        byId.put(id, new Campaign(id, name, kind));
    }

    /**
     * The id of the odd campaign of a kind.
     *
     * @throws IllegalArgumentException when the kind is not odd
     */
    public static String odd(CampaignKind kind) {
        if (!ODD.contains(kind)) {
            throw new IllegalArgumentException(kind + " is not odd");
        }
        return "0dd00000-0000-4000-8000-00000000000" + (ODD.indexOf(kind) + 1);
    }

    /** All of them, in the order in which they are listed. */
    public List<Campaign> all() {
        return List.copyOf(byId.values());
    }

    /** The campaign with this id. */
    public Optional<Campaign> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /**
     * The right figures of a window, to compare with what a reader made of its parts. The window may have any length.
     *
     * @throws IllegalArgumentException when there is no such campaign
     */
    public Figures figures(String id, Instant start, Instant end) {
        Campaign campaign = find(id).orElseThrow(() -> new IllegalArgumentException("There is no campaign " + id));
        return new HourlyFigures(seed, id, campaign.kind()).between(start, end);
    }
}
