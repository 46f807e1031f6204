package io.outboundroutes.platform.store;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.h2.engine.Database;
import org.h2.engine.Session;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.message.DbException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps H2 from closing its database by itself when the JVM begins to shut down: shutdown hooks run at the same time,
 * and our own still records what becomes of the run in hand. H2's switch for it (DB_CLOSE_ON_EXIT=FALSE) is refused
 * together with AUTO_SERVER, which other processes need; hence the call of a package-private method. Where it fails,
 * everything works as before except for the last seconds of a shutdown, which then look like a crash.
 */
final class H2ShutdownHook {

    private static final Logger LOG = LoggerFactory.getLogger(H2ShutdownHook.class);

    /** How many stores of this process are open on which address. */
    private static final Map<String, Integer> OPEN = new ConcurrentHashMap<>();

    private H2ShutdownHook() {}

    static void disarm(DataSource dataSource, String url) throws SQLException {
        OPEN.merge(url, 1, Integer::sum);
        try (Connection connection = dataSource.getConnection()) {
            Database here = databaseHere(connection);
            if (here == null) {
                return;
            }
            Method unregister =
                    Class.forName("org.h2.engine.OnExitDatabaseCloser").getDeclaredMethod("unregister", Database.class);
            unregister.setAccessible(true);
            unregister.invoke(null, here);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.warn("H2's own shutdown hook stays active: a run in hand at shutdown is recorded at the next start", e);
        }
    }

    /**
     * Closes the pool, and then the database when this process holds the file, so that the next one finds it whole and
     * unlocked; also under the hands of processes that it serves: they repeat their transaction with the file in their own
     * hands. The pool goes first: it would answer the closing by opening the file once more.
     */
    static void close(HikariDataSource pool, String url) {
        if (OPEN.merge(url, -1, Integer::sum) > 0) {
            // Another store of this process uses the same database.
            pool.close();
            return;
        }
        try (Connection connection =
                        DriverManager.getConnection(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword());
                Statement statement = connection.createStatement()) {
            boolean here = databaseHere(connection) != null;
            pool.close();
            if (here) {
                statement.execute("shutdown");
            }
        } catch (SQLException | DbException e) {
            LOG.debug("The database was closed already", e);
        } finally {
            pool.close();
        }
    }

    private static @Nullable Database databaseHere(Connection connection) throws SQLException {
        Session session = connection.unwrap(JdbcConnection.class).getSession();
        return session instanceof SessionLocal local ? local.getDatabase() : null;
    }
}
