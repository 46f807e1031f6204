package io.outboundroutes.platform.http;

import io.outboundroutes.platform.budget.Pace;
import io.outboundroutes.platform.run.RunContext;
import java.time.Duration;

/**
 * When the next attempt of a call may be made: after its back-off, with a permit of the operation's own budget where there
 * is one, and one of the vendor's. Never sleeps. Used by one thread at a time.
 */
final class Permits {

    private final VendorConnection vendor;
    private final Operation operation;
    private final RunContext run;

    /** The wait that is left to be told before an attempt. What was told is waited for: no clock is asked whether it was. */
    private Duration least = Duration.ZERO;
    /** Whether there is a permit of the operation's own budget. */
    private boolean own;
    /** Whether the vendor's permit is there. */
    private boolean granted;

    Permits(VendorConnection vendor, Operation operation, RunContext run) {
        this.vendor = vendor;
        this.operation = operation;
        this.run = run;
    }

    /** No attempt is made before this time has passed. */
    void backOff(Duration time) {
        least = time;
    }

    /** Asks for nothing: there will be no attempt. */
    void none() {
        granted = false;
    }

    /** How long to wait before the attempt, or before asking again when there is no permit yet. */
    Duration ask() {
        if (granted) {
            Duration more = least;
            least = Duration.ZERO;
            return more;
        }
        if (!own) {
            Pace.Turn turn = vendor.askExtra(operation, least);
            own = turn.granted();
            if (!own) {
                least = Duration.ZERO;
                return turn.in();
            }
            least = turn.in();
        }
        Pace.Turn turn = vendor.ask(operation, run, least);
        least = Duration.ZERO;
        granted = turn.granted();
        return turn.in();
    }

    /** Uses them; answers false when there is none, or when it is not to be used now. */
    boolean use() {
        if (!granted) {
            return false;
        }
        Pace.Turn turn = vendor.budget().spend();
        least = turn.in();
        boolean spent = turn.granted() && least.isZero();
        granted = turn.granted() && !spent;
        own &= !spent;
        return spent;
    }

    /** Gives up what was granted: it was for now. */
    void drop() {
        granted = false;
        own = false;
    }
}
