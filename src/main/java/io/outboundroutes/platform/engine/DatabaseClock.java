package io.outboundroutes.platform.engine;

import com.github.kagkarlsson.scheduler.Clock;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database's time, so that heartbeats of machines with different clocks can be compared. Asked for now and then, and
 * continued by this machine's monotonic clock in between; a stepped wall clock changes nothing. Safe for use by several
 * threads.
 */
final class DatabaseClock implements Clock {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseClock.class);
    private static final long VALID_NANOS = Duration.ofSeconds(30).toNanos();

    private final DataSource dataSource;
    private Instant base = Instant.EPOCH;
    private long baseNanos;
    private boolean known;

    DatabaseClock(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public synchronized Instant now() {
        long nanos = System.nanoTime();
        if (!known || nanos - baseNanos > VALID_NANOS) {
            ask();
            nanos = System.nanoTime();
        }
        return base.plusNanos(nanos - baseNanos);
    }

    private void ask() {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select current_timestamp")) {
            row.next();
            base = row.getObject(1, OffsetDateTime.class).toInstant();
            baseNanos = System.nanoTime();
            known = true;
        } catch (SQLException e) {
            if (!known) {
                base = Instant.now();
                baseNanos = System.nanoTime();
            }
            LOG.debug("The database did not tell its time; going on by the last one", e);
        }
    }
}
