package io.outboundroutes.workflow.contacts;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Moments as the contract writes them: UTC, milliseconds, {@code Z}. */
final class Moment {

    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Moment() {}

    static String text(Instant moment) {
        return MILLIS.format(moment);
    }
}
