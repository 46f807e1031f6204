package io.outboundroutes.platform.run;

import java.util.List;

/** Where audit lines become durable. */
@FunctionalInterface
public interface AuditSink {

    /**
     * Appends the entries in their order; they are durable when this returns. The same entries are handed again after a
     * crash or a failure between their append and its note in the store, so a sink recognises its own last lines.
     *
     * @param entries never empty
     * @throws RuntimeException when they could not be made durable; they stay pending
     */
    void append(List<AuditEntry> entries);
}
