package io.outboundroutes.platform.paging;

/** Remembers which ids were read. Not thread-safe. */
interface SeenIds {

    /** Whether the id is new; it is remembered from then on. */
    boolean add(String id);
}
