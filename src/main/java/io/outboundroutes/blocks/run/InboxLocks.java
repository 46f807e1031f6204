package io.outboundroutes.blocks.run;

import io.outboundroutes.platform.store.InboxFiles;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Which files of inboxes are being worked on, for all processes on the store: {@code idempotentRepository: "#inboxLocks"} of
 * a {@code file:} consumer with {@code readLock: idempotent-changed}. It forgets a file once that is put away; what a file's
 * content was asked for is remembered by the runs. Thread-safe.
 */
public final class InboxLocks extends ServiceSupport implements IdempotentRepository {

    private final InboxFiles files;

    public InboxLocks(InboxFiles files) {
        this.files = files;
    }

    @Override
    public boolean add(String key) {
        return files.take(key);
    }

    @Override
    public boolean contains(String key) {
        return files.isTaken(key);
    }

    @Override
    public boolean remove(String key) {
        return files.release(key);
    }

    /** Nothing is remembered beyond the work on it. */
    @Override
    public boolean confirm(String key) {
        return files.release(key);
    }

    /** What other processes work on is theirs. */
    @Override
    public void clear() {
        throw new UnsupportedOperationException("Files of the inbox are given back one by one");
    }
}
