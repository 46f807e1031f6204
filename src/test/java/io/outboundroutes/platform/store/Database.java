package io.outboundroutes.platform.store;

import io.outboundroutes.platform.run.Checkpoint;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The two databases that the store runs on; PostgreSQL is started once per test run. */
public enum Database {
    H2,
    POSTGRESQL;

    private static final AtomicInteger NEXT = new AtomicInteger();
    private static @Nullable EmbeddedPostgres server;

    /** Settings of a new, empty database. */
    public StoreSettings fresh(Path folder) {
        int number = NEXT.incrementAndGet();
        if (this == H2) {
            return new StoreSettings(
                    "jdbc:h2:file:" + folder.resolve("h2-" + number).resolve("outbound"), null, null);
        }
        EmbeddedPostgres postgres = postgres();
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database store" + number);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new StoreSettings(postgres.getJdbcUrl("postgres", "store" + number), null, null);
    }

    public static Store open(StoreSettings settings, String owner) {
        return open(settings, owner, Checkpoint.NONE, Clock.systemUTC());
    }

    public static Store open(StoreSettings settings, String owner, Checkpoint checkpoint, InstantSource clock) {
        return Store.open(settings, owner, clock, checkpoint);
    }

    private static synchronized EmbeddedPostgres postgres() {
        EmbeddedPostgres running = server;
        if (running == null) {
            try {
                running = EmbeddedPostgres.builder().start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            server = running;
        }
        return running;
    }
}
