package io.outboundroutes.platform.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What must be known of the end of a trail to go on with it: where it ends, the last hash, and the content of its last
 * lines. Only to be used under the file's lock.
 */
final class AuditTail {

    private static final int BLOCK = 64 * 1024;

    /** More than this behind, only the last lines are read. */
    private static final long MAX_CATCH_UP = 16 * 1024 * 1024;

    private final int window;
    private final Deque<AuditLine> recent = new ArrayDeque<>();
    private final Map<String, Integer> times = new HashMap<>();
    private String lastHash = AuditLine.NO_HASH;
    private long end;

    AuditTail(int window) {
        this.window = window;
    }

    /** Where the next line goes: behind the last line break. What stands beyond is the torn line of a crash. */
    long end() {
        return end;
    }

    String lastHash() {
        return lastHash;
    }

    /** How many of the last lines have this content. */
    int times(String content) {
        return times.getOrDefault(content, 0);
    }

    boolean holdsHash(String hash) {
        return recent.stream().anyMatch(line -> line.hash().equals(hash));
    }

    /** Learns what others wrote since the last time, or anew the last lines of a file that is not the same any more. */
    void catchUp(FileChannel channel) throws IOException, NoAuditLine {
        long size = channel.size();
        if (size < end || size - end > MAX_CATCH_UP || !isStillThere(channel)) {
            forget();
        }
        if (size > end) {
            read(channel, end == 0 ? startOfLastLines(channel, size) : end, size);
        }
    }

    void add(AuditLine line) {
        lastHash = line.hash();
        recent.addLast(line);
        times.merge(line.content(), 1, Integer::sum);
        if (recent.size() > window) {
            times.computeIfPresent(recent.removeFirst().content(), (content, count) -> count == 1 ? null : count - 1);
        }
    }

    void endsAt(long position) {
        end = position;
    }

    void forget() {
        recent.clear();
        times.clear();
        lastHash = AuditLine.NO_HASH;
        end = 0;
    }

    /** A file rotated away and begun anew, or edited, does not have our last line where we left it. */
    private boolean isStillThere(FileChannel channel) throws IOException {
        byte[] expected = (lastHash + "\"}\n").getBytes(StandardCharsets.ISO_8859_1);
        return end == 0 || Arrays.equals(bytes(channel, end - expected.length, expected.length), expected);
    }

    private void read(FileChannel channel, long from, long size) throws IOException, NoAuditLine {
        byte[] bytes = bytes(channel, from, Math.toIntExact(size - from));
        boolean known = true;
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                String text = new String(bytes, start, i - start, StandardCharsets.ISO_8859_1);
                Optional<AuditLine> line = AuditLine.parse(text);
                line.ifPresent(this::add);
                known = line.isPresent();
                start = i + 1;
            }
        }
        end = from + start;
        // Lines further up are the business of the check; without the last hash nobody can go on.
        if (!known) {
            throw new NoAuditLine();
        }
    }

    private long startOfLastLines(FileChannel channel, long size) throws IOException {
        long position = size;
        int breaks = 0;
        while (position > 0) {
            long from = Math.max(0, position - BLOCK);
            byte[] block = bytes(channel, from, (int) (position - from));
            for (int i = block.length - 1; i >= 0; i--) {
                // One more than the window: the last one ends the last line.
                if (block[i] == '\n' && ++breaks > window) {
                    return from + i + 1;
                }
            }
            position = from;
        }
        return 0;
    }

    private static byte[] bytes(FileChannel channel, long from, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        int count = 0;
        while (buffer.hasRemaining() && count >= 0) {
            count = channel.read(buffer, from + buffer.position());
        }
        return buffer.array();
    }

    /** The last line is none of ours. */
    static final class NoAuditLine extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
