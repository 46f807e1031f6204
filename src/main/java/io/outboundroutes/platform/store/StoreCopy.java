package io.outboundroutes.platform.store;

import io.outboundroutes.platform.run.AuditEntry;
import io.outboundroutes.platform.run.Checkpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Moves what a store holds into an empty one on another database, in one transaction. Stateless; every method throws
 * {@link StoreUnavailable} when a database does not answer, or is not one that can be copied so.
 */
public final class StoreCopy {

    /** What is copied, in an order in which nothing refers to what comes later. */
    static final List<String> COPIED = List.of(
            "run",
            "item",
            "item_tally",
            "run_input",
            "segment_identity",
            "outbox",
            "audit_pending",
            "send_key",
            "observation",
            "halt",
            "vendor_client");

    /** What each store has of its own: its migrations, rows to lock, whose turn it is, and what holds for seconds only. */
    static final Set<String> OWN =
            Set.of("flyway_schema_history", "control", "scheduled_tasks", "rate_budget", "rate_part", "inbox_file");

    /** Tables with a column {@code seq} that numbers its rows by itself. */
    private static final List<String> NUMBERED = List.of("outbox", "audit_pending");

    private static final int BATCH = 1000;

    private StoreCopy() {}

    /**
     * Opens an H2 file to be copied: alone, so that nobody works on it meanwhile, and migrated.
     *
     * @param url its address; there must be one, none is made
     */
    public static Store openSource(String url, InstantSource clock) {
        Path file = H2Files.isH2(url) ? H2Files.file(url) : null;
        if (file == null) {
            throw new StoreUnavailable(
                    url,
                    "is no H2 file; expected for example " + StoreSettings.DEFAULT_URL
                            + " (PostgreSQL is copied by its own pg_dump and pg_restore)",
                    null);
        }
        if (!Files.exists(file.resolveSibling(file.getFileName() + ".mv.db"))) {
            throw new StoreUnavailable(url, "there is no such store; a path is seen from the working directory", null);
        }
        return Store.open(
                new StoreSettings(url + ";AUTO_SERVER=FALSE", null, null), Owner.create(), clock, Checkpoint.NONE);
    }

    /**
     * Copies everything, or nothing.
     *
     * @param from nobody works on it; it is only read
     * @param to empty
     * @param audit the line that tells of it, stored in {@code to}
     * @return how many rows, by table
     */
    public static Map<String, Long> copy(Store from, Store to, AuditEntry audit) {
        return new Tx(to.dataSource(), to.address()).run("Copying a store", false, target -> {
            for (String table : COPIED) {
                if (Sql.exists(target, "select 1 from " + table + " limit 1")) {
                    throw new StoreUnavailable(
                            to.address(),
                            "is not empty (there are rows in " + table
                                    + "), and two stores cannot be made one; nothing was copied. Name an empty database",
                            null);
                }
            }
            Map<String, Long> copied = new LinkedHashMap<>();
            try (Connection source = from.dataSource().getConnection()) {
                source.setAutoCommit(false);
                for (String table : COPIED) {
                    rows(source, target, table);
                    copied.put(table, same(source, target, table, to));
                }
                source.rollback();
            }
            // Where the old one was copied to before says nothing of this one; that it was stopped may.
            Sql.update(target, "update halt set copied_to = null where copied_to is not null");
            AuditEntry line = told(audit, copied);
            // H2 ends the transaction at the first of these; PostgreSQL keeps them in it.
            for (String table : NUMBERED) {
                goOnNumbering(target, table);
            }
            AuditRelay.insert(target, List.of(line));
            return copied;
        });
    }

    /** How many rows each table holds that would be copied. */
    public static Map<String, Long> counts(Store store) {
        return new Tx(store.dataSource(), store.address()).run("Counting rows", c -> {
            Map<String, Long> counts = new LinkedHashMap<>();
            for (String table : COPIED) {
                counts.put(table, count(c, table));
            }
            return counts;
        });
    }

    private static AuditEntry told(AuditEntry audit, Map<String, Long> copied) {
        Map<String, Object> details = new LinkedHashMap<>(audit.details());
        details.put("rows", copied.values().stream().mapToLong(Long::longValue).sum());
        return new AuditEntry(audit.timestamp(), audit.runId(), audit.workflow(), audit.action(), details);
    }

    private static void rows(Connection from, Connection to, String table) throws SQLException {
        try (Statement read = from.createStatement()) {
            read.setFetchSize(BATCH);
            try (ResultSet row = read.executeQuery("select * from " + table)) {
                ResultSetMetaData columns = row.getMetaData();
                List<String> names = new ArrayList<>();
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    names.add(columns.getColumnName(i));
                }
                String insert = "insert into " + table + " (" + String.join(", ", names) + ") values ("
                        + String.join(", ", Collections.nCopies(names.size(), "?")) + ")";
                try (PreparedStatement write = to.prepareStatement(insert)) {
                    int waiting = 0;
                    while (row.next()) {
                        Sql.bind(write, values(row, columns));
                        write.addBatch();
                        if (++waiting == BATCH) {
                            write.executeBatch();
                            waiting = 0;
                        }
                    }
                    if (waiting > 0) {
                        write.executeBatch();
                    }
                }
            }
        }
    }

    private static @Nullable Object[] values(ResultSet row, ResultSetMetaData columns) throws SQLException {
        @Nullable Object[] values = new @Nullable Object[columns.getColumnCount()];
        for (int i = 0; i < values.length; i++) {
            String type = columns.getColumnTypeName(i + 1).toLowerCase(Locale.ROOT);
            if (type.startsWith("timestamp")) {
                values[i] = row.getObject(i + 1, OffsetDateTime.class);
            } else if (type.startsWith("char") || type.contains("varchar") || type.equals("text")) {
                values[i] = row.getString(i + 1);
            } else {
                values[i] = row.getObject(i + 1);
            }
        }
        return values;
    }

    private static long same(Connection source, Connection target, String table, Store to) throws SQLException {
        long there = count(source, table);
        long here = count(target, table);
        if (there != here) {
            throw new StoreUnavailable(
                    to.address(),
                    "got " + here + " of " + there + " rows of " + table + "; nothing was copied. Does something else"
                            + " work on one of the stores?",
                    null);
        }
        return here;
    }

    private static long count(Connection c, String table) throws SQLException {
        return Sql.first(c, "select count(*) from " + table, row -> row.getLong(1))
                .orElse(0L);
    }

    private static void goOnNumbering(Connection c, String table) throws SQLException {
        long next = Sql.first(c, "select coalesce(max(seq), 0) + 1 from " + table, row -> row.getLong(1))
                .orElse(1L);
        try (Statement alter = c.createStatement()) {
            alter.execute("alter table " + table + " alter column seq restart with " + next);
        }
    }
}
