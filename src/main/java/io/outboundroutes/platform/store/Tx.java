package io.outboundroutes.platform.store;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transactions. A transaction that the database gave up (deadlock, lost connection) is repeated for a while, because
 * with H2 the process that happens to hold the file may end at any moment, and with PostgreSQL a failover may happen.
 * A commit whose answer was lost may have taken place: repeated work must find its own traces.
 */
final class Tx {

    /** Work in a transaction that answers something. */
    @FunctionalInterface
    interface Work<T extends @Nullable Object> {
        T apply(Connection connection) throws SQLException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(Tx.class);
    private static final Duration GIVE_UP_AFTER = Duration.ofSeconds(15);
    private static final long FIRST_PAUSE_MILLIS = 20;
    private static final long LONGEST_PAUSE_MILLIS = 500;
    private static final int H2_CLOSED = 90098;
    /** H2: connection broken, database closed, closed by shutdown, already in use, lock timeout, concurrent update. */
    private static final Set<Integer> H2_TRANSIENT = Set.of(90067, H2_CLOSED, 90121, 90020, 50200, 90131, 90007);
    /** Statement or row locked out, deadlock, serialisation; the server is going down or coming up. */
    private static final Set<String> TRANSIENT_STATES =
            Set.of("40001", "40P01", "57P01", "57P02", "57P03", "25P03", "HYT00");

    private final DataSource dataSource;
    private final String url;

    Tx(DataSource dataSource, String url) {
        this.dataSource = dataSource;
        this.url = url;
    }

    /** Applies the work in one transaction, repeating it when the database gave up. */
    <T extends @Nullable Object> T run(String what, Work<T> work) {
        return guarded(what, GIVE_UP_AFTER, work);
    }

    /** Applies the work in one transaction; repeats it only if it is repeatable. */
    <T extends @Nullable Object> T run(String what, boolean repeatable, Work<T> work) {
        return guarded(what, repeatable ? GIVE_UP_AFTER : Duration.ZERO, work);
    }

    private <T extends @Nullable Object> T guarded(String what, Duration patience, Work<T> work) {
        // An interrupted thread still has to record what it did: the flag is put aside and restored.
        boolean interrupted = Thread.interrupted();
        long deadline = System.nanoTime() + patience.toNanos();
        long pause = FIRST_PAUSE_MILLIS;
        try {
            while (true) {
                try {
                    return attempt(work);
                } catch (SQLException e) {
                    interrupted |= Thread.interrupted();
                    if (!isTransient(e) || System.nanoTime() >= deadline) {
                        throw new StoreUnavailable(url, what + " failed", e);
                    }
                    LOG.info("{}: trying again after: {}", what, e.getMessage());
                    letGo(e);
                }
                interrupted |= pause(pause);
                pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private <T extends @Nullable Object> T attempt(Work<T> work) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            boolean done = false;
            try {
                T result = work.apply(connection);
                connection.commit();
                done = true;
                return result;
            } finally {
                if (!done) {
                    rollback(connection);
                }
            }
        }
    }

    /**
     * H2 closes a database under its users when it cannot write, and opens it anew only when nobody holds a connection to
     * the closed one.
     */
    private void letGo(SQLException e) {
        boolean closed = e.getErrorCode() == H2_CLOSED;
        if (closed && dataSource instanceof HikariDataSource pool && pool.getHikariPoolMXBean() != null) {
            pool.getHikariPoolMXBean().softEvictConnections();
        }
    }

    private static void rollback(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // The connection is gone, and the transaction with it; the first failure is the one to tell.
            LOG.debug("Rollback failed", e);
        }
    }

    private static boolean pause(long millis) {
        try {
            new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    static boolean isTransient(SQLException e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof SQLTransientConnectionException) {
                return true;
            }
            if (t instanceof SQLException sql
                    && (H2_TRANSIENT.contains(sql.getErrorCode()) || hasTransientState(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasTransientState(@Nullable String state) {
        return state != null && (state.startsWith("08") || TRANSIENT_STATES.contains(state));
    }

    /** The database's own time: the only one that all processes share. */
    static Instant databaseNow(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select current_timestamp")) {
            row.next();
            return row.getObject(1, OffsetDateTime.class).toInstant();
        }
    }

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static @Nullable OffsetDateTime atOrNull(@Nullable Instant instant) {
        return instant == null ? null : at(instant);
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
