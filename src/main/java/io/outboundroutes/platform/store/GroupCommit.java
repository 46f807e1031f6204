package io.outboundroutes.platform.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Commits together what several threads record at the same time. A commit is what is dear: H2 writes pages of its file,
 * PostgreSQL forces its log. While one is under way the changes of other threads gather, and the next commit takes them
 * all; a change that comes alone is committed at once, so that nobody waits for company.
 *
 * <p>Each change returns when it is durable, as from {@link Tx}; when the store is away for longer than that waits, all
 * that have gathered fail with it. When one of a group is refused, the group is rolled back and each is applied by itself,
 * so that nobody's failure is another's: work must bear being applied again, which a transaction that is repeated wants as
 * well. Work never opens a transaction of its own. Thread-safe.
 */
final class GroupCommit {

    private static final class Change<T extends @Nullable Object> {

        final Tx.Work<T> work;

        @Nullable T result;

        @Nullable StoreUnavailable failure;

        boolean committed;
        boolean tried;

        Change(Tx.Work<T> work) {
            this.work = work;
        }

        void apply(Connection connection) throws SQLException {
            result = work.apply(connection);
        }
    }

    private final Tx tx;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition tried = lock.newCondition();
    private List<Change<?>> gathered = new ArrayList<>();
    private boolean committing;

    GroupCommit(Tx tx) {
        this.tx = tx;
    }

    /**
     * Applies the work in a transaction that may carry the work of others too.
     *
     * @param what is done, for the message of {@link StoreUnavailable}
     */
    <T extends @Nullable Object> T run(String what, Tx.Work<T> work) {
        Change<T> change = new Change<>(work);
        List<Change<?>> group = joinOrLead(change);
        if (!group.isEmpty()) {
            try {
                commit(what, group);
            } finally {
                handOver(group);
            }
        }
        if (change.failure != null) {
            throw change.failure;
        }
        return change.committed ? result(change) : tx.run(what, work);
    }

    /** Waits until the change was tried, or nobody commits: then the answer is the group to commit, this change in it. */
    private List<Change<?>> joinOrLead(Change<?> change) {
        lock.lock();
        try {
            gathered.add(change);
            while (committing && !change.tried) {
                tried.awaitUninterruptibly();
            }
            if (change.tried) {
                return List.of();
            }
            committing = true;
            List<Change<?>> group = gathered;
            gathered = new ArrayList<>();
            return group;
        } finally {
            lock.unlock();
        }
    }

    private void commit(String what, List<Change<?>> group) {
        try {
            if (group.size() == 1) {
                alone(what, group.get(0));
            } else {
                together(what, group);
            }
        } catch (StoreUnavailable e) {
            if (e.getCause() instanceof SQLException cause && Tx.isTransient(cause)) {
                // The store was away for as long as anybody waits. Those who came meanwhile would have no more luck.
                group.forEach(change -> change.failure = e);
                failGathered(e);
            } else if (group.size() == 1) {
                throw e;
            }
        } catch (RuntimeException e) {
            // One of several is refused: each finds out by itself whether it is.
            if (group.size() == 1) {
                throw e;
            }
        }
    }

    /** Its own thread commits it: what it throws, it throws to whom it concerns. */
    private <T extends @Nullable Object> void alone(String what, Change<T> change) {
        change.result = tx.run(what, change.work);
        change.committed = true;
    }

    private void together(String what, List<Change<?>> group) {
        tx.run(what + " and " + (group.size() - 1) + " more", connection -> {
            for (Change<?> change : group) {
                change.apply(connection);
            }
            return group;
        });
        group.forEach(change -> change.committed = true);
    }

    private void failGathered(StoreUnavailable failure) {
        lock.lock();
        try {
            for (Change<?> change : gathered) {
                change.failure = failure;
                change.tried = true;
            }
            gathered = new ArrayList<>();
        } finally {
            lock.unlock();
        }
    }

    private void handOver(List<Change<?>> group) {
        lock.lock();
        try {
            committing = false;
            group.forEach(change -> change.tried = true);
            tried.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("NullAway") // What the work answered, null or not, is what its caller declared.
    private static <T extends @Nullable Object> T result(Change<T> change) {
        return change.result;
    }
}
