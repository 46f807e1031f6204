package io.outboundroutes.app;

import io.outboundroutes.platform.http.CallFailed;
import io.outboundroutes.platform.paging.ReadFailed;
import io.outboundroutes.workflow.schedules.ExistingSchedule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a campaign has, or why that could not be read.
 *
 * @param schedules all of its schedules; empty when they could not be read
 * @param failure why they could not be read; null when they could
 */
record CampaignSchedules(
        List<ExistingSchedule> schedules, @Nullable RuntimeException failure) {

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    CampaignSchedules {
        schedules = List.copyOf(schedules);
    }

    /** The body of a split over all schedules; a campaign without any leaves no list. */
    static CampaignSchedules of(Object body) {
        List<ExistingSchedule> read = body instanceof List<?> list
                ? list.stream().map(ExistingSchedule.class::cast).toList()
                : List.of();
        return new CampaignSchedules(read, null);
    }

    /** Why a read failed, whatever Camel wrapped around it. */
    static RuntimeException cause(Throwable caught) {
        for (Throwable cause = caught; cause != null; cause = cause.getCause()) {
            if (cause instanceof CallFailed || cause instanceof ReadFailed) {
                return (RuntimeException) cause;
            }
        }
        return caught instanceof RuntimeException failure ? failure : new IllegalStateException(caught);
    }

    /**
     * Whether a failed read concerns what was asked for and nothing else: the vendor refuses it, or answers it with what
     * cannot be used. A vendor that is down, or refuses everybody, concerns the whole run.
     */
    static boolean isOfOneObject(RuntimeException failure) {
        if (failure instanceof CallFailed call) {
            Integer status = call.status();
            boolean everybody = status != null && (status == UNAUTHORIZED || status == FORBIDDEN);
            return !call.stopsTheRun()
                    && (call.kind() == CallFailed.Kind.UNUSABLE_ANSWER
                            || (call.kind() == CallFailed.Kind.REFUSED && !everybody));
        }
        return failure instanceof ReadFailed;
    }

    /**
     * The reason for which requests that need this read fail; null when there is none.
     *
     * @throws RuntimeException the failure, when it concerns the whole run
     */
    @Nullable String problem() {
        if (failure == null) {
            return null;
        }
        if (!isOfOneObject(failure)) {
            throw failure;
        }
        return failure.getMessage();
    }
}
