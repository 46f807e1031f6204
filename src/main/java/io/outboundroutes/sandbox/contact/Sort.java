package io.outboundroutes.sandbox.contact;

/**
 * An order of contacts. Equal times are ordered by id, so that pages do not depend on chance.
 *
 * @param byTime by time of the last change, else by id
 * @param descending greatest first
 */
public record Sort(boolean byTime, boolean descending) {

    /** Newest first, ties by id. */
    public static final Sort NEWEST_FIRST = new Sort(true, true);
}
