package io.outboundroutes.app.cli;

import io.outboundroutes.platform.run.RunStatus;
import java.util.List;
import java.util.Map;

/** The program's exit codes. */
final class ExitCode {

    /** Succeeded; also a scheduled firing that was skipped. */
    static final int SUCCEEDED = 0;
    /** Failed. */
    static final int FAILED = 1;
    /** Some items are done, some are not. */
    static final int PARTIAL = 2;
    /** The command line is wrong (EX_USAGE of sysexits.h). */
    static final int USAGE = 64;
    /** Stopped by a rate limit, resumable (EX_TEMPFAIL). */
    static final int RATE_LIMITED = 75;
    /** The configuration is wrong (EX_CONFIG). */
    static final int CONFIGURATION = 78;

    private static final Map<RunStatus, Integer> BY_STATUS = Map.of(
            RunStatus.SUCCEEDED, SUCCEEDED,
            RunStatus.SKIPPED, SUCCEEDED,
            RunStatus.PARTIAL, PARTIAL,
            RunStatus.FAILED, FAILED);

    /** From the best to the worst. */
    private static final List<Integer> WORSE_AND_WORSE =
            List.of(SUCCEEDED, PARTIAL, RATE_LIMITED, FAILED, CONFIGURATION);

    private ExitCode() {}

    /** The exit code of several runs together: that of the worst. */
    static int worse(int one, int other) {
        return WORSE_AND_WORSE.indexOf(one) > WORSE_AND_WORSE.indexOf(other) ? one : other;
    }

    /**
     * The exit code of a run: by its status, unless a rate limit stopped it, or its settings cannot be carried out and
     * nothing was.
     */
    static int of(Report report) {
        RunStatus status = report.status();
        if (status == RunStatus.FAILED && report.hasError("configuration")) {
            return CONFIGURATION;
        }
        if (status != RunStatus.SUCCEEDED && report.hasError("rate-limited")) {
            return RATE_LIMITED;
        }
        return BY_STATUS.getOrDefault(status, FAILED);
    }
}
