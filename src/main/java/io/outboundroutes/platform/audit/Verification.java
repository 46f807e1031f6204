package io.outboundroutes.platform.audit;

/** What the check of an audit trail found. */
public sealed interface Verification {

    /**
     * Every line is as it was written, none is missing.
     *
     * @param lines how many there are
     * @param lastHash the hash of the last one, sixty-four noughts when there is none
     */
    record Intact(long lines, String lastHash) implements Verification {}

    /**
     * Something was changed.
     *
     * @param line the first line where it shows, counted from 1
     * @param why what must have happened
     */
    record Broken(long line, String why) implements Verification {}
}
