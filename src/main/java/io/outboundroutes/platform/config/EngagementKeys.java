package io.outboundroutes.platform.config;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/** The settings of engagement-sync. */
public final class EngagementKeys {

    public static final Key<Boolean> ENABLED = Key.of(
                    "engagement.enabled", Types.BOOLEAN, "Whether serve runs this workflow on its schedule")
            .unit("true or false")
            .defaulting("false");
    public static final Key<String> CRON = Key.of(
                    "engagement.cron",
                    Types.CRON,
                    "When it runs; firings missed while the program was down are not made up for")
            .unit("Quartz cron: second minute hour day month weekday")
            .defaulting("0 30 * * * ?");
    public static final Key<ZoneId> CRON_ZONE = Key.of(
                    "engagement.cron-zone", Types.ZONE, "Time zone of the cron expression")
            .unit("IANA time zone")
            .defaulting("UTC");
    public static final Key<String> SOURCE_LIST_ID = Key.of(
                    "engagement.source-list-id", Types.TEXT, "The contact list whose contacts are filtered by score")
            .example("8f2f6a0c-5f8e-4f0e-9a3b-1c6f5b7d9e21")
            .alias("CXONE_SOURCE_LIST_ID");
    public static final Key<String> TARGET_LIST_ID = Key.of(
                    "engagement.target-list-id", Types.TEXT, "The contact list they are compared with and posted to")
            .example("27a4c1de-90b6-4b7e-8f63-0d2b6e5c4a17")
            .alias("CXONE_TARGET_LIST_ID");
    public static final Key<String> DESTINATION_LIST_ID = Key.of(
                    "engagement.destination-list-id",
                    Types.TEXT,
                    "Another list to post to instead of the target; gets only what is not on it yet (mode intersect)")
            .example("c1b7e3f9-3d52-4a6c-b0a4-7e9d8f6a5b30");
    public static final Key<String> MODE = Key.of(
                    "engagement.mode",
                    Types.oneOf("intersect", "qualified"),
                    "Who is posted: qualified contacts that are on the target too, or those that the target lacks")
            .unit("intersect or qualified")
            .defaulting("intersect");
    public static final Key<BigDecimal> MIN_SCORE = Key.of(
                    "engagement.min-score", Types.decimal(0, 1_000_000), "Lowest engagement score that qualifies")
            .unit("points, decimals allowed")
            .defaulting("75")
            .alias("CXONE_MIN_ENGAGEMENT_SCORE");
    public static final Key<BigDecimal> MAX_SCORE = Key.of(
                    "engagement.max-score",
                    Types.decimal(0, 1_000_000),
                    "Highest engagement score there is; a higher one is odd and does not qualify")
            .unit("points, decimals allowed")
            .defaulting("100");
    public static final Key<Integer> PAGE_SIZE = Key.of(
                    "engagement.page-size", Types.integer(1, 1000), "Contacts per page")
            .unit("contacts")
            .defaulting("1000");
    public static final Key<Integer> CHUNK_SIZE = Key.of(
                    "engagement.chunk-size",
                    Types.integer(1, 1000),
                    "Ids per request; the vendor allows 1,000, and a 413 halves a chunk")
            .unit("ids")
            .defaulting("500");
    public static final Key<Duration> CHUNK_DELAY = Key.of(
                    "engagement.chunk-delay",
                    Types.DURATION,
                    "Pause between two chunks, which then go one after the other")
            .unit("duration")
            .defaulting("PT0S");
    public static final Key<Integer> PARALLEL = Key.of(
                    "engagement.parallel", Types.integer(1, 100), "Chunks sent at the same time")
            .unit("chunks")
            .defaulting("4");
    public static final Key<Integer> MAX_POSTED = Key.of(
                    "engagement.max-posted",
                    Types.integer(1, 10_000_000),
                    "Most ids a run may post; a larger plan FAILS before the first write")
            .unit("ids")
            .defaulting("1000000");
    public static final Key<Integer> MAX_REJECTED = Key.of(
                    "engagement.max-rejected",
                    Types.integer(0, 1_000_000),
                    "Most ids the vendor may refuse in a run; beyond that, chunks with refused ids fail")
            .unit("ids")
            .defaulting("1000");
    public static final Key<Boolean> REMOVE = Key.of(
                    "engagement.remove",
                    Types.BOOLEAN,
                    "Take off the destination what does not belong there (our extension; the guide only adds)")
            .unit("true or false")
            .defaulting("false");
    public static final Key<BigDecimal> MAX_REMOVAL = Key.of(
                    "engagement.max-removal",
                    Types.PERCENT,
                    "Most of the destination's contacts that may be taken off it; else the run FAILS before any write")
            .unit("percent of the contacts on it")
            .defaulting("20%");
    public static final Key<URI> WEBHOOK_URL = Key.of(
                    "engagement.webhook-url", Types.HTTP_URL, "Where this workflow's events go instead of webhook.url")
            .unit("address; its user info and query are never shown")
            .example("https://hooks.example.com/engagement")
            .exposed(Exposure.ADDRESS);

    private EngagementKeys() {}

    static List<Key<?>> all() {
        return List.of(
                ENABLED,
                CRON,
                CRON_ZONE,
                SOURCE_LIST_ID,
                TARGET_LIST_ID,
                DESTINATION_LIST_ID,
                MODE,
                MIN_SCORE,
                MAX_SCORE,
                PAGE_SIZE,
                CHUNK_SIZE,
                CHUNK_DELAY,
                PARALLEL,
                MAX_POSTED,
                MAX_REJECTED,
                REMOVE,
                MAX_REMOVAL,
                WEBHOOK_URL);
    }

    /** The lists: like addresses and credentials they belong to one vendor's tenant. */
    static List<Key<?>> lists() {
        return List.of(SOURCE_LIST_ID, TARGET_LIST_ID, DESTINATION_LIST_ID);
    }
}
