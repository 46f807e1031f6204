package io.outboundroutes.platform.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The hash of the newest line, kept in the lock file: without it, lines taken off the end of a trail would not show. After
 * a crash it may be a few lines behind, never ahead.
 */
final class AuditAnchor {

    private final FileChannel channel;

    AuditAnchor(FileChannel channel) {
        this.channel = channel;
    }

    /** The hash, empty when none was noted yet. */
    Optional<String> hash() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(AuditLine.NO_HASH.length());
        int count = channel.read(buffer, 0);
        String text = new String(buffer.array(), StandardCharsets.ISO_8859_1);
        return count == buffer.capacity() && text.matches("[0-9a-f]+") && !text.equals(AuditLine.NO_HASH)
                ? Optional.of(text)
                : Optional.empty();
    }

    /** For a trail that begins anew; a note left by the old one would accuse it. */
    void forget() throws IOException {
        note(AuditLine.NO_HASH);
    }

    void note(String hash) throws IOException {
        channel.write(ByteBuffer.wrap(hash.getBytes(StandardCharsets.ISO_8859_1)), 0);
    }
}
