package io.outboundroutes.platform.http;

/** Whether an operation changes something at the vendor. Decides what may be repeated (all5). */
public enum Effect {
    /** Changes nothing; POST queries are reads. */
    READ,
    /** Creates, changes or sends something. */
    WRITE
}
