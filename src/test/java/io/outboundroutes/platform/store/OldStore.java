package io.outboundroutes.platform.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;

/**
 * A store as the program of schema version 9 left it: contacts of which one is of unknown fate, statistics, schedules that
 * wait, a paused workflow, events that were not delivered, and a run of contact segmentation that died half-way.
 */
public final class OldStore {

    private static final Path ROWS = Path.of("src/test/resources/store/v9.sql");

    private OldStore() {}

    /**
     * Makes one.
     *
     * @param settings of an empty database
     * @param vendor host and port of whom its runs are for
     */
    public static void make(StoreSettings settings, String vendor) throws IOException, SQLException {
        boolean h2 = H2Files.isH2(settings.url());
        String url = h2 ? H2Files.prepare(settings.url()) : settings.url();
        Flyway.configure()
                .dataSource(url, h2 ? "sa" : settings.user(), h2 ? "" : settings.password())
                .locations("classpath:db/migration")
                .target("9")
                .load()
                .migrate();
        try (Connection connection =
                        h2 ? DriverManager.getConnection(url, "sa", "") : DriverManager.getConnection(url);
                Statement insert = connection.createStatement()) {
            for (String row : Files.readAllLines(ROWS, StandardCharsets.UTF_8)) {
                if (row.startsWith("insert")) {
                    insert.execute(row.replace("{{host}}", vendor));
                }
            }
        }
    }
}
