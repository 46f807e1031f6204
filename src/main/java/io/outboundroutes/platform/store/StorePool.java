package io.outboundroutes.platform.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the connections to the store. Stateless. */
final class StorePool {

    private static final Logger LOG = LoggerFactory.getLogger(StorePool.class);
    private static final int POOL_SIZE = 10;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    /** How long a process waits for a file whose former holder is just ending or was killed. */
    private static final Duration HAND_OVER = Duration.ofSeconds(15);

    private static final long HAND_OVER_POLL_MILLIS = 200;
    /** What PostgreSQL calls our connections, with the process's name behind it. */
    private static final String APPLICATION = "outbound-routes";
    /**
     * A machine that goes without a word leaves its transactions open, and others wait for their rows: for two hours as
     * PostgreSQL comes. So it asks a silent connection whether anybody is there, and ends a transaction in which nothing
     * happens; ours wait for a disk or a client's upload at most.
     */
    private static final String LET_GO_OF_THE_DEAD =
            "set tcp_keepalives_idle = 5; set tcp_keepalives_interval = 3; set tcp_keepalives_count = 3;"
                    + " set idle_in_transaction_session_timeout = '60s'";

    private StorePool() {}

    /**
     * Opens it.
     *
     * @param url the address with what we add to it
     * @param owner the name of this process
     * @throws PoolInitializationException when the database does not answer
     */
    static HikariDataSource connect(StoreSettings settings, String url, String owner) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("store");
        config.setJdbcUrl(url);
        String user = settings.user();
        if (user == null && H2Files.isH2(url)) {
            user = "sa";
        }
        if (user != null) {
            config.setUsername(user);
        }
        if (settings.password() != null) {
            config.setPassword(settings.password());
        }
        config.setMaximumPoolSize(POOL_SIZE);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECT_TIMEOUT.toMillis());
        config.setInitializationFailTimeout(1);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        if (!H2Files.isH2(url)) {
            config.addDataSourceProperty("ApplicationName", APPLICATION + " " + owner);
            config.addDataSourceProperty("tcpKeepAlive", "true");
            config.setConnectionInitSql(LET_GO_OF_THE_DEAD);
        }
        // Who wants the file alone does not wait until others are gone: that they are there is the answer.
        boolean handedOver =
                H2Files.isH2(url) && !settings.url().toUpperCase(Locale.ROOT).contains(";AUTO_SERVER=FALSE");
        long deadline = System.nanoTime() + HAND_OVER.toNanos();
        while (true) {
            try {
                return new HikariDataSource(config);
            } catch (PoolInitializationException e) {
                SQLException cause = StoreUnavailable.sqlCause(e);
                boolean again = handedOver && cause != null && Tx.isTransient(cause) && System.nanoTime() < deadline;
                if (!again || pause()) {
                    throw e;
                }
                LOG.debug("The store's file is changing hands; trying again", e);
            }
        }
    }

    /** Waits a moment; answers whether the thread was interrupted. */
    private static boolean pause() {
        try {
            new CountDownLatch(1).await(HAND_OVER_POLL_MILLIS, TimeUnit.MILLISECONDS);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
