package io.outboundroutes.platform.run;

/** Remembers, before a write leaves, that it leaves. */
@FunctionalInterface
public interface SendLedger {

    /**
     * Records durably that a write for an item is about to be sent. Doing so again is harmless.
     *
     * @param operation which of the item's writes it is
     * @throws RuntimeException when it cannot be recorded; then nothing may be sent
     */
    void markSent(String runId, String itemKey, String operation);
}
