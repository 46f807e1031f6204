package io.outboundroutes.workflow.segmentation;

/** Remembers which contact ids were read. Not thread-safe. */
interface SeenIds {

    /** Whether the id is new; it is remembered from then on. */
    boolean add(String id);
}
