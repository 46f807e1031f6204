package io.outboundroutes.platform.config;

import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Pattern;

/** The settings of campaign-statistics. */
public final class StatisticsKeys {

    public static final Key<Boolean> ENABLED = Key.of(
                    "statistics.enabled", Types.BOOLEAN, "Whether serve runs this workflow on its schedule")
            .unit("true or false")
            .defaulting("false");
    public static final Key<String> CRON = Key.of(
                    "statistics.cron",
                    Types.CRON,
                    "When it runs; firings missed while the program was down are not made up for")
            .unit("Quartz cron: second minute hour day month weekday")
            .defaulting("0 5 * * * ?");
    public static final Key<ZoneId> CRON_ZONE = Key.of(
                    "statistics.cron-zone", Types.ZONE, "Time zone of the cron expression")
            .unit("IANA time zone")
            .defaulting("UTC");
    public static final Key<List<String>> CAMPAIGNS = Key.of(
                    "statistics.campaigns", Types.LIST, "Campaigns whose figures are fetched; unset: all there are")
            .unit("ids separated by commas")
            .example("12345678-1234-1234-1234-123456789012");
    public static final Key<List<String>> METRICS = Key.of(
                    "statistics.metrics",
                    Types.listOf(
                            "names of metrics, such as callsAttempted,",
                            Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,99}")),
                    "Metrics that are asked for, as the vendor names them")
            .unit("names separated by commas")
            .defaulting("callsAttempted,callsConnected,avgCallDuration,conversionRate");
    public static final Key<TimeWindow> WINDOW = Key.of(
                    "statistics.window",
                    Types.WINDOW,
                    "Of which time; over 30 days are asked for in parts and made one")
            .unit("duration back from now, or start/end (without offset: UTC)")
            .defaulting("PT24H");
    public static final Key<Duration> ALIGN = Key.of(
                    "statistics.align",
                    Types.durationFrom(Duration.ofSeconds(1)),
                    "A window back from now ends at the last multiple of this, so that figures can be compared and kept")
            .unit("duration, at least PT1S")
            .defaulting("PT5M");
    public static final Key<Boolean> INCLUDE_ZERO_METRICS = Key.of(
                    "statistics.include-zero-metrics",
                    Types.BOOLEAN,
                    "Whether metrics that are zero are answered; else one that is not there is zero, not missing")
            .unit("true or false")
            .defaulting("true");
    public static final Key<Boolean> ANY_ID = Key.of(
                    "statistics.any-id", Types.BOOLEAN, "Whether statistics.campaigns may name ids that are no UUIDs")
            .unit("true or false")
            .defaulting("false");
    public static final Key<String> INVALID = Key.of(
                    "statistics.invalid",
                    Types.oneOf("deliver", "hold"),
                    "Figures with flags: pushed, marked as not valid, or held back")
            .unit("deliver or hold")
            .defaulting("deliver");
    public static final Key<Duration> CACHE_TTL = Key.of(
                    "statistics.cache-ttl",
                    Types.DURATION,
                    "How long figures without flags are used again for the same question; zero: never")
            .unit("duration")
            .defaulting("PT5M");
    public static final Key<Integer> CACHE_SIZE = Key.of(
                    "statistics.cache-size", Types.integer(1, 1_000_000), "Most figures kept for that")
            .unit("campaigns and windows")
            .defaulting("50");
    public static final Key<Duration> OBSERVATION_RETENTION = Key.of(
                    "statistics.observation-retention",
                    Types.POSITIVE_DURATION,
                    "How long figures are remembered, to tell outliers by comparison")
            .unit("duration")
            .defaulting("P730D");
    public static final Key<Integer> PAGE_SIZE = Key.of(
                    "statistics.page-size", Types.integer(1, 100), "Campaigns per page of the organisation's list")
            .unit("campaigns")
            .defaulting("100");
    public static final Key<Integer> PARALLEL = Key.of(
                    "statistics.parallel", Types.integer(1, 100), "Campaigns asked about at the same time")
            .unit("campaigns")
            .defaulting("8");
    public static final Key<URI> WEBHOOK_URL = Key.of(
                    "statistics.webhook-url", Types.HTTP_URL, "Where this workflow's events go instead of webhook.url")
            .unit("address; its user info and query are never shown")
            .example("https://bi.example.com/api/v1/webhooks/genesys-stats")
            .exposed(Exposure.ADDRESS);

    /** By metric. */
    public static final KeyFamily<String> UNITS = new KeyFamily<>(
            "statistics.units.",
            "metric",
            Types.oneOf("fraction", "percent", "ms", "s"),
            "Unit in which a metric arrives, where the table of known metrics does not say so or is wrong",
            "fraction, percent, ms or s",
            "handleTime",
            "ms");

    private StatisticsKeys() {}

    static List<Key<?>> all() {
        return List.of(
                ENABLED,
                CRON,
                CRON_ZONE,
                CAMPAIGNS,
                METRICS,
                WINDOW,
                ALIGN,
                INCLUDE_ZERO_METRICS,
                ANY_ID,
                INVALID,
                CACHE_TTL,
                CACHE_SIZE,
                OBSERVATION_RETENTION,
                PAGE_SIZE,
                PARALLEL,
                WEBHOOK_URL);
    }
}
