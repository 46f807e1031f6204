package io.outboundroutes.platform.paging;

import org.jspecify.annotations.Nullable;

/**
 * Tells how far to step back when a list shrinks while it is read. Records that left moved up to as many others over
 * the edge of the page, to pages that were already read.
 *
 * <p>A step back goes to the page before which nothing can have moved; from there, page after page is read while nothing
 * leaves, and nothing is missed. What leaves meanwhile means stepping back again; a list that shrinks all the time is
 * given up on after {@value #MAX_TRIES} times, and a record may have been missed then. Not thread-safe.
 */
final class Shrinkage {

    /** The most pages of one step back. */
    static final int MAX_BACK = 4;

    /** How often the read steps back without coming forward. */
    static final int MAX_TRIES = 8;

    private long unhandled;
    /** The page behind which a step back began. */
    private int mark = -1;
    /** The page that the last step back went to; -1 when there is none to come. */
    private int from = -1;
    /** How many more records may leave before that page is read again. */
    private long slack;

    private int tries;
    private boolean moved;
    private boolean mayHaveLost;

    void totalIs(@Nullable Long before, long now) {
        if (before != null && before != now) {
            moved = true;
            unhandled += Math.max(0, before - now);
        }
    }

    /** Something left, and nobody says how much. */
    void byAnUnknownNumber() {
        moved = true;
        mayHaveLost = true;
    }

    /**
     * How many pages to step back after a page was read; 0 to go on.
     *
     * @param page the page that was read, from 0
     * @param size how many records a page holds
     * @param most how many pages may be read again
     */
    int stepBack(int page, long size, long most) {
        long shrunkBy = unhandled;
        unhandled = 0;
        boolean justBack = page == from;
        from = -1;
        if (page > mark) {
            tries = 0;
        }
        if (shrunkBy == 0 || page == 0 || (justBack && shrunkBy <= slack)) {
            return 0;
        }
        long back = Math.min(page, shrunkBy / size + 1);
        if (back > Math.min(MAX_BACK, most) || tries == MAX_TRIES) {
            mayHaveLost = true;
            return 0;
        }
        tries++;
        mark = Math.max(mark, page);
        from = page - (int) back;
        slack = back * size - shrunkBy;
        return (int) back;
    }

    /** What leaves between pages that are read again at the front may hide what jumped there. */
    void atTheFront(int page) {
        mayHaveLost |= unhandled > 0 && page > 0;
        unhandled = 0;
    }

    /** Whether the total was told differently in the course of the read. */
    boolean totalMoved() {
        return moved;
    }

    /** Whether a record may have been missed, so that everything is to be read again. */
    boolean mayHaveLost() {
        return mayHaveLost;
    }

    /** Begins a new reading; that the total moved stays known. */
    void reset() {
        unhandled = 0;
        mark = -1;
        from = -1;
        slack = 0;
        tries = 0;
        mayHaveLost = false;
    }
}
