package io.outboundroutes.platform.audit;

import io.outboundroutes.platform.files.OwnerOnly;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One writer at a time, among threads and among processes. The lock lies on a file of its own beside the trail, since the
 * trail itself may be rotated away under a writer that waits.
 */
final class AuditLock {

    /** A file lock belongs to the whole process: threads of it must queue before they ask for it. */
    private static final Map<Path, ReentrantLock> IN_PROCESS = new ConcurrentHashMap<>();

    private final Path lockFile;
    private final ReentrantLock inProcess;

    AuditLock(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        this.lockFile = absolute.resolveSibling(absolute.getFileName() + ".lock");
        this.inProcess = IN_PROCESS.computeIfAbsent(absolute, path -> new ReentrantLock());
    }

    <T> T locked(Work<T> work) throws IOException {
        inProcess.lock();
        try {
            OwnerOnly.createDirectoryOf(lockFile);
            try (FileChannel channel = FileChannel.open(
                            lockFile,
                            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                            OwnerOnly.file(lockFile));
                    FileLock lock = channel.lock()) {
                if (!lock.isValid()) {
                    throw new IOException("the lock was lost");
                }
                return work.run(new AuditAnchor(channel));
            }
        } finally {
            inProcess.unlock();
        }
    }

    /** What is done under the lock. */
    @FunctionalInterface
    interface Work<T> {
        T run(AuditAnchor anchor) throws IOException;
    }
}
