package io.outboundroutes.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How PostgreSQL reads a large run that was stored a moment ago: it knows no statistics of the rows yet. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LargeRunTest {

    private static final int ROWS = 50_000;
    private static final String RUN = "20261122T100000.000Z-larger";

    private Store store;

    @BeforeAll
    void fill(@TempDir Path folder) throws SQLException {
        store = Database.open(Database.POSTGRESQL.fresh(folder), "large");
        try (Connection c = store.dataSource().getConnection()) {
            // Nobody comes and counts the rows while the test looks.
            Sql.update(c, "alter table item set (autovacuum_enabled = false)");
            Sql.update(
                    c,
                    "insert into run (id, workflow, trigger_kind, mode, again, parameters, status, begun, planned, counts,"
                            + " warnings, asked_at) values (?, 'contact-segmentation', 'cli', 'live', false, '{}',"
                            + " 'RUNNING', 1, true, '{}', '[]', current_timestamp)",
                    RUN);
            Sql.update(
                    c,
                    "insert into item (run_id, seq, item_key, fate, fields, request) select ?, x, 'key' || x, 'PLANNED',"
                            + " '{}', repeat('x', 200) from generate_series(0, ?) as numbers(x)",
                    RUN,
                    ROWS - 1);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "all|",
                "open ones| and fate in ('PLANNED', 'SENT')",
                "of an outcome| and outcome = 'created'",
                "settled ones| and settled_at is not null",
            })
    void aPageOfItemsIsReadFromTheIndexWithoutSortingTheRun(String which, String condition) throws SQLException {
        String sql = ItemRows.page(condition == null ? "" : condition);

        assertThat(explained(sql, RUN, 499, 500)).contains("Index Scan").doesNotContain("Sort");
    }

    private String explained(String sql, Object... values) throws SQLException {
        try (Connection c = store.dataSource().getConnection()) {
            List<String> plan = Sql.list(c, "explain " + sql, row -> row.getString(1), values);
            return String.join("\n", plan);
        }
    }
}
