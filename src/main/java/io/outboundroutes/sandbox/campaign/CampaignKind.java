package io.outboundroutes.sandbox.campaign;

/** How a campaign's figures look; all but the first two are odd on purpose. */
public enum CampaignKind {
    /** Right figures; the conversion rate is a fraction, {@code 0.125}. */
    FRACTION,
    /** Right figures; the conversion rate is a percentage as text, {@code "12.5%"}. */
    PERCENT,
    /** More calls connected than attempted. */
    CONNECTED_ABOVE_ATTEMPTED,
    /** Calls last more than 600 s on average. */
    LONG_CALLS,
    /** {@code conversionRate} is null. */
    NULL_METRIC,
    /** {@code avgCallDuration} is missing. */
    MISSING_METRIC,
    /** Nobody was called: counts are 0, averages and rates are null. */
    NO_CALLS,
    /** {@code callsAttempted} is negative. */
    NEGATIVE,
    /** {@code conversionRate} is the text {@code "n/a"}. */
    UNREADABLE
}
