package io.outboundroutes.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunStatus;
import io.outboundroutes.platform.run.WebhookEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a store holds is not lost: upgraded, moved to another database, backed up. */
class StoreMoveTest {

    private static final String VENDOR = "127.0.0.1:1";

    /** Tables that an old store has no rows of. */
    private static final Set<String> LATER_OR_TOLD = Set.of("audit_pending", "vendor_client");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private StoreSettings old(Database database) throws Exception {
        StoreSettings settings = database.fresh(folder);
        OldStore.make(settings, VENDOR);
        return settings;
    }

    private static Map<String, Long> moved(StoreSettings from, Store to) {
        try (Store source = StoreCopy.openSource(from.url(), Clock.systemUTC())) {
            return StoreCopy.copy(source, to, Samples.audit("none", "OPERATOR_STORE_COPIED"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anOldStoreIsMigratedAndNothingOfItIsLost(Database database) throws Exception {
        try (Store store = Database.open(old(database), "a")) {
            List<Run> runs = store.history().runs(null, 9);

            assertThat(runs)
                    .extracting(run -> run.request().workflow() + " " + run.status())
                    .containsExactlyInAnyOrder(
                            "external-contacts PARTIAL",
                            "campaign-statistics SUCCEEDED",
                            "campaign-schedules ASKED",
                            "contact-segmentation RUNNING");
            assertThat(StoreCopy.counts(store))
                    .allSatisfy((table, rows) ->
                            assertThat(rows).as(table).isGreaterThanOrEqualTo(LATER_OR_TOLD.contains(table) ? 0 : 1));
            assertThat(StoreCopy.counts(store))
                    .as("through which client it was done, nobody wrote down")
                    .containsEntry("vendor_client", 0L);
            assertThat(store.parked().items(RunFilter.ANY, null, 9).toString()).contains("OLD-1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void everythingIsCopiedIntoAnEmptyStore(Database database) throws Exception {
        StoreSettings from = old(Database.H2);
        Map<String, List<String>> before;
        try (Store source = Database.open(from, "a")) {
            source.vendorClients().letIn(VendorClients.Client.of("genesys", VENDOR, "a-client"));
            before = rows(source);
        }
        try (Store target = Database.open(database.fresh(folder), "a")) {
            Map<String, Long> copied = moved(from, target);

            assertThat(copied.keySet()).containsExactlyElementsOf(StoreCopy.COPIED);
            Map<String, List<String>> after = rows(target);
            assertThat(after.remove("audit_pending").toString()).contains("OPERATOR_STORE_COPIED", "\"rows\":");
            before.remove("audit_pending");
            assertThat(after).isEqualTo(before);
            target.runs().ask(Samples.rest(null));
            Run next = target.runs().next(Samples.WORKFLOW).orElseThrow();
            assertThat(next.status()).as("what died half-way is gone on with").isEqualTo(RunStatus.RUNNING);
            target.runs()
                    .finish(
                            next.id(),
                            RunStatus.FAILED,
                            "{}",
                            List.of(Samples.audit(next.id(), "numbered on")),
                            List.of(new WebhookEvent("numbered-on", next.id(), Samples.WORKFLOW, null, "{}")),
                            TxWork.NONE);
            assertThat(target.outbox().delivery("numbered-on")).isPresent();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStoreRemembersWhereItWasCopiedToAndItsCopyDoesNot(Database database) throws Exception {
        StoreSettings from = old(Database.H2);
        try (Store source = Database.open(from, "a")) {
            source.orders().copied("jdbc:elsewhere", "anna", "cli", Samples.audit("none", "OPERATOR_STOPPED_ALL"));
            source.orders().copied("jdbc:there", "olga", "cli", Samples.audit("none", "OPERATOR_STOPPED_ALL"));
            assertThat(source.orders().haltOf(Orders.ALL).orElseThrow().order().reason())
                    .startsWith("This store was copied to jdbc:there by olga (cli) on ");
        }
        try (Store target = Database.open(database.fresh(folder), "a")) {
            moved(from, target);

            assertThat(target.orders().haltOf(Orders.ALL).orElseThrow().copiedTo())
                    .isNull();
            target.orders().copied("jdbc:on", "olga", "cli", Samples.audit("none", "OPERATOR_STOPPED_ALL"));
            assertThat(target.orders().halts())
                    .filteredOn(Orders.Halt::stopsAll)
                    .extracting(Orders.Halt::copiedTo)
                    .containsExactly("jdbc:on");
        }
    }

    @Test
    void nothingIsCopiedIntoAStoreThatIsNotEmpty() throws Exception {
        StoreSettings from = old(Database.H2);
        try (Store target = Database.open(Database.H2.fresh(folder), "a")) {
            Run there = target.runs().ask(Samples.rest(null));

            assertThatThrownBy(() -> moved(from, target))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageContaining("is not empty (there are rows in run)");
            assertThat(target.history().runs(null, 9)).extracting(Run::id).containsExactly(there.id());
        }
    }

    @Test
    void nothingIsCopiedWhenTheLastTableCannotBe() throws Exception {
        StoreSettings from = old(Database.H2);
        try (Store target = Database.open(Database.POSTGRESQL.fresh(folder), "a")) {
            try (Connection c = target.dataSource().getConnection()) {
                Sql.update(c, "alter table halt add column another integer not null");
            }

            assertThatThrownBy(() -> moved(from, target)).isInstanceOf(StoreUnavailable.class);
            assertThat(StoreCopy.counts(target).values()).containsOnly(0L);
        }
    }

    @Test
    void aStoreThatIsInUseOrNotThereIsNotCopied() throws Exception {
        StoreSettings from = old(Database.H2);
        try (OtherProcess other = OtherProcess.start(from.url(), "wait")) {
            assertThat(other.heard()).isNotEmpty();
            assertThatThrownBy(() -> StoreCopy.openSource(from.url(), Clock.systemUTC()))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageContaining("another program holds the file");
        }
        assertThatThrownBy(
                        () -> StoreCopy.openSource("jdbc:h2:file:" + folder.resolve("nothing/here"), Clock.systemUTC()))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("there is no such store");
        assertThat(folder.resolve("nothing")).doesNotExist();
        assertThatThrownBy(() -> StoreCopy.openSource("jdbc:postgresql://db.example.com/x", Clock.systemUTC()))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("pg_dump");
    }

    @Test
    void everyTableIsCopiedOrIsEachStoresOwn() throws Exception {
        try (Store store = Database.open(Database.H2.fresh(folder), "a");
                Connection c = store.dataSource().getConnection()) {
            List<String> tables = Sql.list(
                    c,
                    "select lower(table_name) from information_schema.tables where lower(table_schema) = 'public'",
                    row -> row.getString(1));
            TreeSet<String> known = new TreeSet<>(StoreCopy.COPIED);
            known.addAll(StoreCopy.OWN);
            System.out.println("house: tables of the store: " + new TreeSet<>(tables));
            assertThat(new TreeSet<>(tables)).isEqualTo(known);
        }
    }

    @Test
    void aBackupHoldsTheStoreAsItIsWhileAnotherProcessWorksOnIt() throws Exception {
        StoreSettings settings = old(Database.H2);
        Path zip = folder.resolve("backups/first.zip");
        Map<String, List<String>> before;
        try (OtherProcess other = OtherProcess.start(settings.url(), "wait")) {
            assertThat(other.heard()).isNotEmpty();
            try (Store store = Database.open(settings, "a")) {
                before = rows(store);
                StoreBackup.write(store, zip);
                assertThatThrownBy(() -> StoreBackup.write(store, zip))
                        .isInstanceOf(StoreUnavailable.class)
                        .hasMessageContaining("no backup is overwritten");
            }
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(zip)))
                .isEqualTo("rw-------");
        Path restored = Files.createDirectory(folder.resolve("restored"));
        unzip(zip, restored);
        StoreSettings there = new StoreSettings("jdbc:h2:file:" + restored.resolve("outbound"), null, null);
        try (Store store = Store.open(there, "b", Clock.systemUTC(), Checkpoint.NONE)) {
            assertThat(rows(store)).isEqualTo(before);
        }
    }

    @Test
    void postgresqlIsBackedUpAndRestoredByItsOwnTools() throws Exception {
        if (run("pg_dump", "--version") != 0 || run("pg_restore", "--version") != 0) {
            System.out.println("house: no pg_dump and pg_restore on the PATH: the recipe of a backup is SKIPPED");
            Assumptions.abort("no pg_dump on the PATH");
        }
        StoreSettings from = old(Database.POSTGRESQL);
        StoreSettings to = Database.POSTGRESQL.fresh(folder);
        String dump = folder.resolve("outbound.dump").toString();
        Map<String, List<String>> before;
        try (Store store = Database.open(from, "a")) {
            before = rows(store);
            assertThat(run(
                            "pg_dump",
                            "--format=custom",
                            "--file=" + dump,
                            "--dbname=" + from.url().substring(5)))
                    .isZero();
        }

        assertThat(run("pg_restore", "--no-owner", "--dbname=" + to.url().substring(5), dump))
                .isZero();

        try (Store store = Database.open(to, "b")) {
            assertThat(rows(store)).isEqualTo(before);
        }
    }

    private static int run(String... command) throws Exception {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException e) {
            return -1;
        }
    }

    static void unzip(Path zip, Path into) throws Exception {
        try (InputStream in = Files.newInputStream(zip);
                ZipInputStream entries = new ZipInputStream(in)) {
            for (var entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Files.copy(entries, into.resolve(entry.getName().replace("/", "")));
            }
        }
    }

    /** Every row of every table that is copied, as sorted texts. */
    private static Map<String, List<String>> rows(Store store) throws SQLException {
        Map<String, List<String>> rows = new TreeMap<>();
        try (Connection c = store.dataSource().getConnection()) {
            for (String table : StoreCopy.COPIED) {
                rows.put(
                        table,
                        Sql.list(c, "select * from " + table, StoreMoveTest::text).stream()
                                .sorted()
                                .toList());
            }
        }
        return rows;
    }

    private static String text(ResultSet row) throws SQLException {
        ResultSetMetaData columns = row.getMetaData();
        Map<String, String> text = new TreeMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            boolean time = columns.getColumnTypeName(i).toLowerCase(Locale.ROOT).startsWith("timestamp");
            OffsetDateTime at = time ? row.getObject(i, OffsetDateTime.class) : null;
            String value = time ? (at == null ? null : at.toInstant().toString()) : row.getString(i);
            text.put(
                    columns.getColumnName(i).toLowerCase(Locale.ROOT),
                    value == null ? "null" : value.replace("TRUE", "t").replace("FALSE", "f"));
        }
        return text.toString();
    }
}
