package io.outboundroutes.platform.audit;

import io.outboundroutes.platform.audit.AuditTail.NoAuditLine;
import io.outboundroutes.platform.files.FileTrouble;
import io.outboundroutes.platform.files.OwnerOnly;
import io.outboundroutes.platform.run.AuditEntry;
import io.outboundroutes.platform.run.AuditSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit trail: a file of JSON lines {@code {timestamp, runId, workflow, action, details, prevHash, hash}}, chained by
 * hashes as {@link AuditLine} says (all14).
 *
 * <p>A line that {@link #append} returned for is on disk. An append that is repeated after a crash does not double lines:
 * what stands among the last 2000 lines already, timestamp included, is not written again; entries of one append that are
 * the same in everything are a line each all the same. A last line without its line
 * break is what a crash left of an append nobody was told of: it is cut off. Appends by several threads and processes
 * queue on {@code <file>.lock}. Thread-safe.
 */
public final class AuditFile implements AuditSink {

    private static final Logger LOG = LoggerFactory.getLogger(AuditFile.class);
    private static final int WINDOW = 2000;
    private static final int INTERRUPTIONS = 3;

    /** Most entries of one append: a repeated one must find all of them among the last lines. */
    public static final int MAX_BATCH = WINDOW / 2;

    private final Path file;
    private final AuditLock lock;
    private final AuditTail tail = new AuditTail(WINDOW);

    /** A trail at this path; nothing is opened or created yet. */
    public AuditFile(Path file) {
        this.file = file;
        this.lock = new AuditLock(file);
    }

    /**
     * Appends entries in order and returns when they are on disk.
     *
     * <p>An interruption does not stop it half-way; the thread's flag is set again afterwards.
     *
     * @param entries at most {@link #MAX_BATCH}
     * @throws AuditUnavailable if they are not on disk, or may not be; to be repeated with the same entries
     * @throws IllegalArgumentException if there are too many
     */
    @Override
    public void append(List<AuditEntry> entries) {
        if (entries.size() > MAX_BATCH) {
            throw new IllegalArgumentException("at most " + MAX_BATCH + " entries at a time, not " + entries.size());
        }
        List<String> contents = entries.stream().map(AuditLine::content).toList();
        boolean interrupted = false;
        try {
            for (int attempt = 1; ; attempt++) {
                try {
                    lock.locked(anchor -> write(contents, anchor));
                    return;
                } catch (ClosedByInterruptException | FileLockInterruptionException e) {
                    interrupted |= Thread.interrupted();
                    if (attempt == INTERRUPTIONS) {
                        throw unavailable("writing was interrupted", e);
                    }
                } catch (IOException e) {
                    throw unavailable("cannot be written", e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Creates the file if need be and makes sure that it can be appended to.
     *
     * @throws AuditUnavailable if it cannot
     */
    public void checkWritable() {
        append(List.of());
    }

    /**
     * Reads the whole trail and checks every line. Appends may go on meanwhile.
     *
     * <p>That lines were taken off the end shows by the hash noted in {@code <file>.lock}; that both files are gone, or the
     * whole trail was written anew, shows only by a hash noted elsewhere: {@link Verification.Intact#lastHash()}.
     *
     * @throws AuditUnavailable if it cannot be read
     */
    public Verification verify() {
        try {
            if (!Files.exists(file)) {
                return new Verification.Intact(0, AuditLine.NO_HASH);
            }
            // Under the lock nobody is in the middle of a line.
            AuditCheck check = lock.locked(anchor ->
                    new AuditCheck(file, Files.size(file), anchor.hash().orElse("")));
            return check.run();
        } catch (IOException e) {
            throw unavailable("cannot be checked", e);
        }
    }

    private int write(List<String> contents, AuditAnchor anchor) throws IOException {
        boolean isNew = !Files.exists(file);
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                OwnerOnly.file(file))) {
            catchUp(channel);
            boolean complete = isComplete(anchor);
            StringBuilder text = new StringBuilder();
            int written = 0;
            Map<String, Integer> standing = new HashMap<>();
            for (String content : contents) {
                int left = standing.computeIfAbsent(content, tail::times);
                if (left > 0) {
                    standing.put(content, left - 1);
                } else {
                    AuditLine line = AuditLine.after(tail.lastHash(), content);
                    tail.add(line);
                    text.append(line.text()).append('\n');
                    written++;
                }
            }
            append(channel, text.toString());
            if (isNew) {
                forceDirectory();
            }
            if (complete && tail.end() > 0) {
                anchor.note(tail.lastHash());
            }
            return written;
        } catch (IOException e) {
            // Whatever the tail has learnt may not have reached the disk.
            tail.forget();
            throw e;
        }
    }

    /** Whether the line noted last is still there; if not, the note stays, so that the check keeps telling. */
    private boolean isComplete(AuditAnchor anchor) throws IOException {
        String noted = anchor.hash().orElse(tail.lastHash());
        if (tail.end() == 0) {
            anchor.forget();
            return true;
        }
        boolean complete = noted.equals(tail.lastHash()) || tail.holdsHash(noted);
        if (!complete) {
            LOG.error("audit.log: lines were removed from its end; the check names the place");
        }
        return complete;
    }

    private void catchUp(FileChannel channel) throws IOException {
        try {
            tail.catchUp(channel);
        } catch (NoAuditLine e) {
            tail.forget();
            throw new AuditUnavailable(
                    file,
                    "its last line is no audit line, so the chain cannot go on",
                    "move the file away to begin a new one");
        }
        if (channel.size() > tail.end()) {
            LOG.warn(
                    "audit.log: cut off {} bytes of a last line that a crash left unfinished",
                    channel.size() - tail.end());
            channel.truncate(tail.end());
        }
    }

    private void append(FileChannel channel, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        long position = tail.end();
        while (bytes.hasRemaining()) {
            position += channel.write(bytes, position);
        }
        // Also with nothing to write: lines that stand there already may be from a writer that died before this.
        channel.force(true);
        tail.endsAt(position);
    }

    /** A new file is durable only with its directory's entry; where directories cannot be opened there is no such need. */
    private void forceDirectory() {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            return;
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            LOG.debug("audit.log: its directory cannot be synchronised", e);
        }
    }

    private AuditUnavailable unavailable(String what, IOException cause) {
        return new AuditUnavailable(file, what + " (" + FileTrouble.of(cause) + ")", cause);
    }
}
