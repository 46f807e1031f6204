package io.outboundroutes.workflow.schedules;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Whether existing schedules leave room for a request (sch3).
 *
 * @param verdict what was found
 * @param scheduleId the schedule in the way; null when there is none, or the vendor tells no id of it
 * @param reason why the request is not provisioned; null when there is room
 */
public record Overlap(
        Verdict verdict,
        @Nullable String scheduleId,
        @Nullable String reason) {

    /** The guide's word for an overlap. */
    public static final String DETECTED = "overlap_detected";

    private static final Overlap NONE = new Overlap(Verdict.FREE, null, null);

    /** What can be found. */
    public enum Verdict {
        /** There is room. */
        FREE,
        /** A schedule of the same segment is in the way. */
        OVERLAPS,
        /** A schedule that may be in the way cannot be read: it is not passed over. */
        CANNOT_TELL
    }

    /** What becomes of the request for it; null when there is room. */
    public @Nullable ProvisioningStatus status() {
        return switch (verdict) {
            case FREE -> null;
            case OVERLAPS -> ProvisioningStatus.CONFLICT;
            case CANNOT_TELL -> ProvisioningStatus.FAILED;
        };
    }

    /** Compares a request with the schedules of its campaign. A certain overlap is told before an uncertain one. */
    public static Overlap of(ScheduleRequest request, Collection<ExistingSchedule> existing) {
        ExistingSchedule doubtful = null;
        for (ExistingSchedule schedule : existing) {
            if (!schedule.meets(request)) {
                continue;
            }
            if (schedule.unreadable() == null) {
                return new Overlap(Verdict.OVERLAPS, schedule.id(), DETECTED);
            }
            doubtful = doubtful == null ? schedule : doubtful;
        }
        return doubtful == null ? NONE : cannotTell(doubtful);
    }

    private static Overlap cannotTell(ExistingSchedule schedule) {
        return new Overlap(
                Verdict.CANNOT_TELL,
                schedule.id(),
                "overlap_undecidable: an existing schedule of the campaign cannot be read (" + schedule.unreadable()
                        + "); mend or cancel it at the vendor, then hand the request in again");
    }
}
