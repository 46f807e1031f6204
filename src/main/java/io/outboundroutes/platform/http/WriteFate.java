package io.outboundroutes.platform.http;

import io.outboundroutes.platform.run.Item;
import io.outboundroutes.platform.run.NothingMoreIsSent;
import io.outboundroutes.platform.run.RunContext;
import io.outboundroutes.platform.run.UnknownFate;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether the write of a call may have had its effect (all5): what the ledger is told before it leaves and after its
 * answer, and what the call ends with while nobody knows. Of a read nothing is ever told. Used by one thread at a time.
 */
final class WriteFate {

    private final VendorConnection vendor;
    private final Operation operation;
    private final RunContext run;
    /** The item that a write is for; null for reads. */
    private final @Nullable Item item;
    /** Whether an earlier sending may have had its effect. */
    private boolean ambiguous;
    /** Whether that is still open: no look-up has answered it. */
    private boolean unsettled;

    WriteFate(VendorConnection vendor, Operation operation, RunContext run, @Nullable Item item) {
        this.vendor = vendor;
        this.operation = operation;
        this.run = run;
        this.item = operation.isWrite() ? item : null;
    }

    /** What is known of a write that was sent before this call: what a person decided, or that it is to be looked up. */
    @Nullable UnknownFate sentBefore() {
        if (item == null || !item.sent().contains(operation.id())) {
            return null;
        }
        ambiguous = true;
        // What a person decided holds for what the run before sent, not for what this one sends and gets no answer to.
        boolean decided = item.sentBy() != null && operation.afterAmbiguity() == AfterAmbiguity.NONE;
        UnknownFate fate = decided ? run.unknownFate() : UnknownFate.LOOK_UP;
        unsettled = fate == UnknownFate.LOOK_UP;
        return fate;
    }

    /** Says that an attempt may have had its effect. */
    void inDoubt() {
        ambiguous = true;
        unsettled = true;
    }

    /** Says that a look-up has answered whether it had. */
    void settled() {
        unsettled = false;
    }

    boolean isAmbiguous() {
        return ambiguous;
    }

    boolean isUnsettled() {
        return unsettled;
    }

    /** Records that the write is about to leave; answers false when nothing more is to be sent. */
    boolean mark() {
        if (item == null) {
            return true;
        }
        if (run.stopped() != null) {
            return false;
        }
        try {
            vendor.ledger().markSent(run.id(), item.key(), operation.id());
            return true;
        } catch (NothingMoreIsSent e) {
            e.order().give(run);
            return false;
        }
    }

    /**
     * A write that cannot be looked up is of unknown fate as long as it is marked. It is not while nothing of it can have
     * arrived: whoever dies in a back-off, or stops for a rate limit, leaves an item that can be acted upon.
     *
     * @param attempts that were made so far
     */
    void clearMark(Decision next, int attempts) {
        boolean goesOn = next instanceof Decision.Repeat
                || next instanceof Decision.RenewToken
                || (next instanceof Decision.Fail fail && fail.kind() == CallFailed.Kind.RATE_LIMITED);
        if (goesOn && item != null && attempts > 0 && !unsettled && operation.afterAmbiguity() == AfterAmbiguity.NONE) {
            vendor.ledger().clearSent(run.id(), item.key(), operation.id());
        }
    }

    /** What the call ends with when the run is being stopped: unknown only when somebody ends the process. */
    Decision.Fail stopped() {
        RunContext.Stop stop = run.stopped();
        return unsettled && stop != null && stop.interrupted()
                ? new Decision.Fail(
                        CallFailed.Kind.UNKNOWN_FATE,
                        "the run was stopped before the answer came, so nobody knows whether it arrived")
                : new Decision.Fail(CallFailed.Kind.STOPPED, "not sent: the run is being stopped");
    }

    /** What the call ends with when it is too late for an attempt; null when it is not. */
    Decision.@Nullable Fail tooLate(Instant notAfter) {
        if (vendor.clock().instant().isBefore(notAfter)) {
            return null;
        }
        String why = "not sent: it was not to be sent from " + notAfter + " on";
        return unsettled
                ? new Decision.Fail(CallFailed.Kind.UNKNOWN_FATE, why + ", and " + AnswerPolicy.EARLIER)
                : new Decision.Fail(CallFailed.Kind.TOO_LATE, why);
    }

    /** What the call ends with when another one that it needs failed: see {@link VendorCall#endedBy}. */
    CallFailed endedBy(CallFailed other) {
        if (item == null || !unsettled || other.stopsTheRun()) {
            return other;
        }
        return new CallFailed(
                CallFailed.Kind.UNKNOWN_FATE,
                operation.id(),
                other.status(),
                null,
                vendor.vendor() + " " + operation.id() + ": " + AnswerPolicy.EARLIER + ", because of: "
                        + other.getMessage());
    }

    /** Tells the crash tests where the process is. */
    void reached(String point) {
        if (item != null) {
            vendor.checkpoint().reached(point);
        }
    }

    /** Notes what the vendor answered, for acts that say nothing of their own. */
    void answered(VendorAnswer answer) {
        if (item != null) {
            run.answered(item.key(), answer.status());
        }
    }

    /** The same for the same write, in whatever run and process; null for reads. */
    @Nullable String idempotencyKey(CallRequest request) {
        return item == null ? null : IdempotencyKey.of(item.sender(), item.key(), operation.id(), request);
    }
}
