package io.outboundroutes.platform.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/** The value of the header {@code Idempotency-Key} (all5). Stateless. */
final class IdempotencyKey {

    private IdempotencyKey() {}

    /**
     * The same for every attempt and resumption of a write, another one for every other request: an item may take
     * several (a chunk, then its halves).
     */
    static String of(String runId, String itemKey, String operation, CallRequest request) {
        String head = String.join("\n", runId, itemKey, operation, request.path(), request.query(), "");
        byte[] start = head.getBytes(StandardCharsets.UTF_8);
        byte[] whole = Arrays.copyOf(start, start.length + request.body().length);
        System.arraycopy(request.body(), 0, whole, start.length, request.body().length);
        return UUID.nameUUIDFromBytes(whole).toString();
    }
}
