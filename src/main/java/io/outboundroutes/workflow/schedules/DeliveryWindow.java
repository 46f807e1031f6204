package io.outboundroutes.workflow.schedules;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The hours of every day in which a schedule may dial.
 *
 * @param start when it opens, local time
 * @param end when it closes, local time; before the start: on the next day (overnight)
 * @param timeZone the zone of both, a name of the IANA database, as the request wrote it
 */
public record DeliveryWindow(LocalTime start, LocalTime end, String timeZone) {

    /** Names of the IANA database that Java does not list as zones of their own. */
    private static final Map<String, String> ALSO_IANA =
            Map.of("EST", "-05:00", "MST", "-07:00", "HST", "-10:00", "ROC", "Asia/Taipei");

    /** More days than a clock change or a skipped day can hide a window on. */
    private static final int DAYS_ENOUGH = 7;

    /** @throws IllegalArgumentException when the window is empty or its zone is none */
    public DeliveryWindow {
        if (start.equals(end)) {
            throw new IllegalArgumentException("A delivery window must not be empty");
        }
        if (zone(timeZone) == null) {
            throw new IllegalArgumentException("The delivery window's time zone is not in the IANA database");
        }
    }

    /** The zone of this name, or null when the IANA database has none. Names count as written, capitals included. */
    static @Nullable ZoneId zone(String name) {
        // SystemV/… are Java's own.
        boolean known = ZoneId.getAvailableZoneIds().contains(name) && !name.startsWith("SystemV/");
        if (!known && !ALSO_IANA.containsKey(name)) {
            return null;
        }
        try {
            return ZoneId.of(name, ALSO_IANA);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Whether the window is open at any time in {@code [from, to)}. */
    boolean meets(Instant from, Instant to) {
        ZoneId zone = zone(timeZone);
        if (zone == null) {
            return false;
        }
        LocalDate day = from.atZone(zone).toLocalDate().minusDays(1);
        LocalDate last = to.atZone(zone).toLocalDate();
        LocalDate enough = day.plusDays(DAYS_ENOUGH);
        for (; !day.isAfter(last) && day.isBefore(enough); day = day.plusDays(1)) {
            LocalDate until = end.isBefore(start) ? day.plusDays(1) : day;
            Instant opens = at(day.atTime(start), zone, true);
            Instant closes = at(until.atTime(end), zone, false);
            boolean open = opens.isBefore(closes);
            if (open && opens.isBefore(to) && closes.isAfter(from)) {
                return true;
            }
        }
        return false;
    }

    /** A time that a clock change skips is the moment of the change; of one that comes twice, the outer one counts. */
    private static Instant at(LocalDateTime local, ZoneId zone, boolean opening) {
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        if (change == null) {
            return local.toInstant(zone.getRules().getOffset(local));
        }
        if (change.isGap()) {
            return change.getInstant();
        }
        ZoneOffset offset = opening ? change.getOffsetBefore() : change.getOffsetAfter();
        return local.toInstant(offset);
    }
}
