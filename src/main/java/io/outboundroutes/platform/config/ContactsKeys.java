package io.outboundroutes.platform.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The settings of external-contacts. */
public final class ContactsKeys {

    public static final Key<Boolean> ENABLED = Key.of(
                    "contacts.enabled", Types.BOOLEAN, "Whether serve runs this workflow on its schedule")
            .unit("true or false")
            .defaulting("false");
    public static final Key<String> CRON = Key.of(
                    "contacts.cron",
                    Types.CRON,
                    "When held contacts are taken up; firings missed while the program was down are not made up for")
            .unit("Quartz cron: second minute hour day month weekday")
            .defaulting("0 0/15 * * * ?");
    public static final Key<ZoneId> CRON_ZONE = Key.of(
                    "contacts.cron-zone", Types.ZONE, "Time zone of the cron expressions")
            .unit("IANA time zone")
            .defaulting("UTC");
    public static final Key<Path> INBOX = Key.of(
                    "contacts.inbox", Types.PATH, "Directory whose files of contacts are taken up, one run per file")
            .unit("path")
            .defaulting("inbox/external-contacts");
    public static final Key<String> INBOX_CRON = Key.of(
                    "contacts.inbox-cron", Types.CRON, "When the inbox is looked into")
            .unit("Quartz cron: second minute hour day month weekday")
            .defaulting("0/10 * * * * ?");
    public static final Key<Rate> RATE_LIMIT = Key.of(
                    "contacts.rate-limit",
                    Types.RATE,
                    "Registrations in so much time, on top of genesys.rate-limit; the guide says about 100 a minute")
            .unit("registrations/time")
            .defaulting("100/1m");
    public static final Key<Integer> PARALLEL = Key.of(
                    "contacts.parallel", Types.integer(1, 100), "Contacts acted upon at the same time")
            .unit("contacts")
            .defaulting("8");
    public static final Key<Pattern> ID_PATTERN = Key.of(
                    "contacts.id-pattern",
                    Types.PATTERN,
                    "Narrows what an externalContactId may be; [A-Za-z0-9]+ is the guide's program")
            .unit("regular expression for the whole id")
            .defaulting("[A-Za-z0-9._-]{1,255}");
    public static final Key<Duration> VALIDATION_TIMEOUT = Key.of(
                    "contacts.validation-timeout",
                    Types.DURATION,
                    "Longest time that the vendor's check of a contact is waited for")
            .unit("duration")
            .defaulting("PT30S");
    public static final Key<Duration> POLL = Key.of(
                    "contacts.poll", Types.POSITIVE_DURATION, "Time between two looks at a contact that is checked")
            .unit("duration")
            .defaulting("PT2S");
    public static final Key<String> PENDING = Key.of(
                    "contacts.pending",
                    Types.oneOf("hold", "proceed"),
                    "A check still pending after that time: not contacted now, or contacted as by the guide's program")
            .unit("hold or proceed")
            .defaulting("hold");
    public static final Key<List<String>> CHANNEL_ORDER = Key.of(
                    "contacts.channel-order",
                    Types.listOf("voice", "sms", "email", "chat"),
                    "Channels in the order in which they are tried; those left out are never used")
            .unit("channels separated by commas")
            .defaulting("voice,sms,email,chat");
    public static final Key<Optional<LocalWindow>> CALLING_WINDOW = Key.of(
                    "contacts.calling-window",
                    Types.LOCAL_WINDOW,
                    "Hours in which people are contacted; outside them conversations are held")
            .unit("local times and their zone, or off")
            .defaulting("off")
            .example("09:00-20:00 Europe/Berlin");
    public static final Key<Integer> MAX_PER_RUN = Key.of(
                    "contacts.max-per-run",
                    Types.integer(1, 10_000_000),
                    "Most contacts a plan may want to act upon; a larger one FAILS before the first write")
            .unit("contacts")
            .defaulting("100000");
    public static final Key<Duration> MAX_AGE = Key.of(
                    "contacts.max-age",
                    Types.POSITIVE_DURATION,
                    "Age beyond which what is resumed or was held waits for a person")
            .unit("duration")
            .defaulting("PT48H");
    public static final Key<Duration> SEND_KEY_RETENTION = Key.of(
                    "contacts.send-key-retention",
                    Types.POSITIVE_DURATION,
                    "How long it is remembered that a request was carried out, so that nobody is contacted twice")
            .unit("duration")
            .defaulting("P730D");
    public static final Key<URI> WEBHOOK_URL = Key.of(
                    "contacts.webhook-url", Types.HTTP_URL, "Where this workflow's events go instead of webhook.url")
            .unit("address; its user info and query are never shown")
            .example("https://hooks.example.com/contacts")
            .exposed(Exposure.ADDRESS);

    private ContactsKeys() {}

    static List<Key<?>> all() {
        return List.of(
                ENABLED,
                CRON,
                CRON_ZONE,
                INBOX,
                INBOX_CRON,
                RATE_LIMIT,
                PARALLEL,
                ID_PATTERN,
                VALIDATION_TIMEOUT,
                POLL,
                PENDING,
                CHANNEL_ORDER,
                CALLING_WINDOW,
                MAX_PER_RUN,
                MAX_AGE,
                SEND_KEY_RETENTION,
                WEBHOOK_URL);
    }
}
