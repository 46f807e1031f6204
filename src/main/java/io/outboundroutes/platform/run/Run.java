package io.outboundroutes.platform.run;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run as the store knows it.
 *
 * @param id unique, sortable by the time of asking
 * @param request what was asked for
 * @param status where it stands
 * @param owner the process that executes or executed it; null while it waits
 * @param planned whether its plan is stored, so that going on with it means acting only
 * @param resumption the other run whose items it goes on with, and how; null for a run of its own
 * @param askedAt when it was asked for
 * @param startedAt when it was begun first; null while it waits
 * @param finishedAt when it ended; null before
 * @param report the report as JSON once it ended; null before
 */
public record Run(
        String id,
        RunRequest request,
        RunStatus status,
        @Nullable String owner,
        boolean planned,
        @Nullable Resumption resumption,
        Instant askedAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable String report) {

    private static final String NONE = "none";

    /** The other run whose items it goes on with; null for a run of its own. */
    public @Nullable String resumedFrom() {
        return resumption == null ? null : resumption.runId();
    }

    /** Since when its items are wanted, as far as their age matters (all23). */
    public Instant wantedAt() {
        return resumption == null ? askedAt : resumption.wantedAt();
    }

    /** Whether this is {@link #none no stored run}. */
    public boolean isNone() {
        return id.equals(NONE);
    }

    /** No stored run: for what happens outside of any (checking credentials). */
    public static Run none(String what, Instant now) {
        RunRequest request = new RunRequest(what, Trigger.CLI, Mode.DRY_RUN, null, false, null, Map.of());
        return new Run(NONE, request, RunStatus.RUNNING, null, false, null, now, now, null, null);
    }
}
