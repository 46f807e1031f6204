package io.outboundroutes.platform.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/** The settings of campaign-schedules. */
public final class SchedulesKeys {

    public static final Key<Boolean> ENABLED = Key.of(
                    "schedules.enabled", Types.BOOLEAN, "Whether serve runs this workflow on its schedule")
            .unit("true or false")
            .defaulting("false");
    public static final Key<String> CRON = Key.of(
                    "schedules.cron",
                    Types.CRON,
                    "When it runs without being asked; firings missed while the program was down are not made up for")
            .unit("Quartz cron: second minute hour day month weekday")
            .defaulting("0 0 * * * ?");
    public static final Key<ZoneId> CRON_ZONE = Key.of(
                    "schedules.cron-zone", Types.ZONE, "Time zone of the cron expressions")
            .unit("IANA time zone")
            .defaulting("UTC");
    public static final Key<Path> INBOX = Key.of(
                    "schedules.inbox", Types.PATH, "Directory whose files of requests are taken up, one run per file")
            .unit("path")
            .defaulting("inbox/campaign-schedules");
    public static final Key<String> INBOX_CRON = Key.of(
                    "schedules.inbox-cron", Types.CRON, "When the inbox is looked into")
            .unit("Quartz cron: second minute hour day month weekday")
            .defaulting("0/10 * * * * ?");
    public static final Key<Boolean> ALLOW_PAST = Key.of(
                    "schedules.allow-past", Types.BOOLEAN, "Whether a schedule may have ended already")
            .unit("true or false")
            .defaulting("false");
    public static final Key<String> JOB = Key.of(
                    "schedules.job",
                    Types.oneOf("best-effort", "required"),
                    "What a failed job registration means: a warning, or no schedule")
            .unit("best-effort or required")
            .defaulting("best-effort");
    public static final Key<Integer> PAGE_SIZE = Key.of(
                    "schedules.page-size", Types.integer(1, 100), "Existing schedules per page")
            .unit("schedules")
            .defaulting("20");
    public static final Key<Integer> MAX_PER_RUN = Key.of(
                    "schedules.max-per-run",
                    Types.integer(1, 1_000_000),
                    "Most schedules a plan may hold; a larger one FAILS before the first write")
            .unit("schedules")
            .defaulting("1000");
    public static final Key<Duration> MAX_AGE = Key.of(
                    "schedules.max-age",
                    Types.POSITIVE_DURATION,
                    "Age of a plan beyond which a resumed write waits for a person")
            .unit("duration")
            .defaulting("PT48H");
    public static final Key<URI> WEBHOOK_URL = Key.of(
                    "schedules.webhook-url", Types.HTTP_URL, "Where this workflow's events go instead of webhook.url")
            .unit("address; its user info and query are never shown")
            .example("https://hooks.example.com/schedules")
            .exposed(Exposure.ADDRESS);

    private SchedulesKeys() {}

    static List<Key<?>> all() {
        return List.of(
                ENABLED,
                CRON,
                CRON_ZONE,
                INBOX,
                INBOX_CRON,
                ALLOW_PAST,
                JOB,
                PAGE_SIZE,
                MAX_PER_RUN,
                MAX_AGE,
                WEBHOOK_URL);
    }
}
