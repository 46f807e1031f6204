package io.outboundroutes.platform.run;

/**
 * What became of one planned item. An item moves forward only:
 * {@code PLANNED → SENT → DONE | REJECTED | UNKNOWN | PARKED}.
 */
public enum Fate {
    /** Stored with the plan, or advanced since; no write of it is under way. Open. */
    PLANNED,
    /** A write for it left, or was about to; its answer is not recorded. Open, and looked up before anything is repeated. */
    SENT,
    /** Finished as wanted. */
    DONE,
    /** Refused, by the vendor or by a rule; a later run offers it again. */
    REJECTED,
    /** A write left and nobody can tell whether it arrived: never repeated by itself, a person decides. */
    UNKNOWN,
    /** Put aside for a person. */
    PARKED;

    /** Whether a run that goes on has still something to do for the item. */
    public boolean isOpen() {
        return this == PLANNED || this == SENT;
    }
}
