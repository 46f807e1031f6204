package io.outboundroutes.platform.run;

/**
 * A named point of a run at which dying would hurt: before and after each send, before and after each commit. The
 * product passes {@link #NONE}; the kill tests pass one that halts the process there.
 */
@FunctionalInterface
public interface Checkpoint {

    /** Does nothing. */
    Checkpoint NONE = name -> {};

    /**
     * Called when the point is reached.
     *
     * @param name {@code before-send}, {@code after-send}, {@code before-commit:<what>} or {@code after-commit:<what>}
     */
    void reached(String name);
}
