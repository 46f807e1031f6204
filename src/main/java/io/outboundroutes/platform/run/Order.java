package io.outboundroutes.platform.run;

/**
 * What an operator wants of a run that is under way.
 *
 * @param kind how far it goes
 * @param reason for people: who wants it, and through what
 */
public record Order(Kind kind, String reason) {

    /** How far an order goes. */
    public enum Kind {
        /** The workflow is paused: what has begun is finished, no further item is taken, and the run waits. */
        PAUSE,
        /** Everything is stopped: waits are cut, nothing more is sent, and the run waits. */
        STOP,
        /** The run is to end: waits are cut, nothing more is sent, and what it came to is recorded. */
        CANCEL
    }

    /** Makes the run obey. */
    public void give(RunContext run) {
        switch (kind) {
            case PAUSE -> run.rest(reason);
            case STOP -> run.leave(reason);
            case CANCEL -> run.stop(RunContext.Stop.cancelled(reason));
        }
    }
}
