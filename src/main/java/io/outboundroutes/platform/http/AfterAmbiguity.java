package io.outboundroutes.platform.http;

/** What to do after a write of which nobody knows whether it arrived: a time-out, a reset, a 5xx (all5). */
public enum AfterAmbiguity {
    /** Sending it again is harmless, or the answer to the second sending tells whether the first one arrived. */
    REPEAT,
    /** Ask the vendor by another operation; send again only if it did not arrive. */
    LOOKUP,
    /** The vendor cannot tell: the item is unknown, parked, and never repeated by itself. */
    NONE
}
