package io.outboundroutes.platform.config;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hours of the day by the clocks of a zone, written {@code 09:00-20:00 Europe/Berlin}. When it ends before it begins, it
 * crosses midnight.
 *
 * @param from the first moment
 * @param until the first moment after it
 * @param zone whose clocks
 */
public record LocalWindow(LocalTime from, LocalTime until, ZoneId zone) {

    private static final Pattern FORM =
            Pattern.compile("([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)-([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)\\s+(\\S+)");

    public LocalWindow {
        if (from.equals(until)) {
            throw new IllegalArgumentException("begins and ends at the same time");
        }
    }

    static LocalWindow parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || !ZoneId.getAvailableZoneIds().contains(form.group(3))) {
            throw new IllegalArgumentException("neither two times and a zone, nor off");
        }
        try {
            return new LocalWindow(
                    LocalTime.parse(form.group(1)), LocalTime.parse(form.group(2)), ZoneId.of(form.group(3)));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("not a time of the day", e);
        }
    }
}
