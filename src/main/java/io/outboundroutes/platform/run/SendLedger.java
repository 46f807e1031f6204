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

    /**
     * Records that a write which was marked has certainly not happened: the vendor turned it away, or the connection never
     * came about. For writes whose fate nobody could tell later; whoever cannot record it leaves the mark, which is safe.
     *
     * @param operation which of the item's writes it is
     */
    default void clearSent(String runId, String itemKey, String operation) {}
}
