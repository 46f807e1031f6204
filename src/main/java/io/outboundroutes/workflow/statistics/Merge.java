package io.outboundroutes.workflow.statistics;

/** How the values of the pieces of a split window become one. */
enum Merge {
    /** The sum. */
    SUM,
    /** The mean, weighted by the connected calls. */
    BY_CONNECTED,
    /** The mean, weighted by the attempted calls. */
    BY_ATTEMPTED,
    /** The smallest. */
    LEAST,
    /** The largest. */
    LARGEST,
    /** The sum of whole numbers; else the one value on which all agree. */
    UNLISTED
}
