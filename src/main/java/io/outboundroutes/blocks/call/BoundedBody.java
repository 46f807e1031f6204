package io.outboundroutes.blocks.call;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/**
 * Reads a whole body, bounded in size and in time. HTTP clients bound the wait for each read only, so a peer that sends
 * one byte a second holds a call for ever. Stateless.
 */
final class BoundedBody {

    private static final int CHUNK = 16 * 1024;

    private BoundedBody() {}

    /** An answer that is larger or slower than we take; its message is for people. */
    static final class Unbounded extends IOException {

        private static final long serialVersionUID = 1L;

        Unbounded(String message) {
            super(message);
        }
    }

    /**
     * @param deadline in terms of {@code nanoTime}
     * @throws IOException when the body is larger, slower, or cut
     */
    static byte[] read(InputStream body, int maxBytes, long deadline, LongSupplier nanoTime) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream(CHUNK);
        byte[] chunk = new byte[CHUNK];
        int read = body.read(chunk);
        while (read >= 0) {
            whole.write(chunk, 0, read);
            if (whole.size() > maxBytes) {
                throw new Unbounded("the answer is larger than http.max-body=" + maxBytes + " bytes");
            }
            if (nanoTime.getAsLong() - deadline > 0) {
                throw new Unbounded("the answer was not complete within the call's time-out");
            }
            read = body.read(chunk);
        }
        return whole.toByteArray();
    }
}
