package io.outboundroutes.workflow.contacts;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;

/**
 * The hours in which people may be contacted ({@code contacts.calling-window}): from the first time on, until before the
 * second, by the clocks of the zone. A window that ends before it begins crosses midnight.
 *
 * @param from the first moment
 * @param until the first moment after it; not the same as {@code from}
 * @param zone whose clocks
 */
public record CallingWindow(LocalTime from, LocalTime until, ZoneId zone) {

    public CallingWindow {
        if (from.equals(until)) {
            throw new IllegalArgumentException("contacts.calling-window: begins and ends at " + from
                    + ", so it is empty; name two times, e.g. 09:00-20:00 Europe/Berlin, or off");
        }
    }

    /** Whether people may be contacted at that moment. */
    public boolean isOpenAt(Instant moment) {
        LocalTime time = moment.atZone(zone).toLocalTime();
        boolean begun = !time.isBefore(from);
        boolean ended = !time.isBefore(until);
        return from.isBefore(until) ? begun && !ended : begun || !ended;
    }

    /** The first moment after the given one, within the window, at which people may not be contacted any more. */
    public Instant endAfter(Instant moment) {
        ZonedDateTime there = moment.atZone(zone);
        LocalDate day = there.toLocalTime().isBefore(until)
                ? there.toLocalDate()
                : there.toLocalDate().plusDays(1);
        LocalDateTime end = day.atTime(until);
        ZoneOffsetTransition change = zone.getRules().getTransition(end);
        // Clocks that skip the end are behind it as soon as they skip.
        return change != null && change.isGap()
                ? change.getInstant()
                : ZonedDateTime.ofLocal(end, zone, there.getOffset()).toInstant();
    }

    @Override
    public String toString() {
        return from + "-" + until + " " + zone;
    }
}
