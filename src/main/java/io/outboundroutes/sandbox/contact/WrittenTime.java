package io.outboundroutes.sandbox.contact;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The ways in which real stores write a time: UTC with Z, without a zone, as epoch milliseconds. */
enum WrittenTime {
    ISO,
    ZONELESS,
    EPOCH_MILLIS,
    MISSING;

    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS", Locale.ROOT);

    /** ISO-8601 in UTC with milliseconds and Z. */
    static String iso(long millis) {
        return zoneless(millis) + "Z";
    }

    static String zoneless(long millis) {
        return LOCAL.format(LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC));
    }
}
