package io.outboundroutes.platform.config;

import java.net.URI;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalInt;

/** The settings of contact-segmentation. */
public final class SegmentationKeys {

    public static final Key<Boolean> ENABLED = Key.of(
                    "segmentation.enabled", Types.BOOLEAN, "Whether serve runs this workflow on its schedule")
            .unit("true or false")
            .defaulting("false");
    public static final Key<String> CRON = Key.of(
                    "segmentation.cron",
                    Types.CRON,
                    "When it runs; firings missed while the program was down are not made up for")
            .unit("Quartz cron: second minute hour day month weekday")
            .defaulting("0 0 * * * ?");
    public static final Key<ZoneId> CRON_ZONE = Key.of(
                    "segmentation.cron-zone", Types.ZONE, "Time zone of the cron expression")
            .unit("IANA time zone")
            .defaulting("UTC");
    public static final Key<String> QUERY = Key.of("segmentation.query", Types.TEXT, "Which contacts are read")
            .unit("the vendor's contact query language")
            .defaulting(
                    "status:ready AND customAttribute1:premium AND updatedTimestamp:[2023-01-01T00:00:00.000Z TO *]");
    public static final Key<List<String>> ATTRIBUTES = Key.of(
                    "segmentation.attributes",
                    Types.LIST,
                    "Custom attributes whose values make a group, in the order of the segments' queries")
            .unit("names separated by commas")
            .defaulting("region,product_tier");
    public static final Key<Integer> PAGE_SIZE = Key.of(
                    "segmentation.page-size", Types.integer(1, 250), "Contacts per page; the vendor allows 250")
            .unit("contacts")
            .defaulting("250");
    public static final Key<OptionalInt> MAX_PAGES = Key.of(
                    "segmentation.max-pages",
                    Types.integerOrOff(1, 10_000_000),
                    "Page cap; a run that needs more FAILS before any write")
            .unit("pages, or off")
            .defaulting("off")
            .example("50");
    public static final Key<String> GROUP_KEY = Key.of(
                    "segmentation.group-key",
                    Types.oneOf("guide", "named"),
                    "How a group's key is made; named tells attributes apart, so that no two groups can meet")
            .unit("guide or named")
            .defaulting("guide");
    public static final Key<String> QUERY_STYLE = Key.of(
                    "segmentation.query-style",
                    Types.oneOf("exact", "guide"),
                    "A segment's query: exactly its group's contacts, or the guide's bare attribute:value pairs")
            .unit("exact or guide")
            .defaulting("exact");
    public static final Key<Tiers> REFRESH_TIERS = Key.of(
                    "segmentation.refresh-tiers",
                    Types.TIERS,
                    "Refresh interval of a segment by the age of its newest contact; else covers older and unknown")
            .unit("age=interval pairs, ages exclusive and ascending")
            .defaulting("2h=PT1H,12h=PT4H,48h=PT12H,else=PT24H");
    public static final Key<Integer> MAX_SEGMENTS = Key.of(
                    "segmentation.max-segments",
                    Types.integer(1, 1_000_000),
                    "Most segments a plan may hold; a larger one FAILS before the first write")
            .unit("segments")
            .defaulting("1000");
    public static final Key<String> DEDUPE = Key.of(
                    "segmentation.dedupe",
                    Types.oneOf("all", "neighbours"),
                    "Where contacts read twice are noticed: anywhere, or on neighbouring pages (no memory needed)")
            .unit("all or neighbours")
            .defaulting("all");
    public static final Key<Boolean> VERIFY = Key.of(
                    "segmentation.verify",
                    Types.BOOLEAN,
                    "Ask for each new query's contact count before creating; zero or another count is a warning")
            .unit("true or false")
            .defaulting("false");
    public static final Key<Integer> PARALLEL = Key.of(
                    "segmentation.parallel", Types.integer(1, 100), "Segments created at the same time")
            .unit("segments")
            .defaulting("8");
    public static final Key<URI> WEBHOOK_URL = Key.of(
                    "segmentation.webhook-url",
                    Types.HTTP_URL,
                    "Where this workflow's events go instead of webhook.url")
            .unit("address; its user info and query are never shown")
            .example("https://hooks.example.com/segments")
            .exposed(Exposure.ADDRESS);

    private SegmentationKeys() {}

    static List<Key<?>> all() {
        return List.of(
                ENABLED,
                CRON,
                CRON_ZONE,
                QUERY,
                ATTRIBUTES,
                PAGE_SIZE,
                MAX_PAGES,
                GROUP_KEY,
                QUERY_STYLE,
                REFRESH_TIERS,
                MAX_SEGMENTS,
                DEDUPE,
                VERIFY,
                PARALLEL,
                WEBHOOK_URL);
    }
}
