package io.outboundroutes.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.platform.run.AuditEntry;
import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunStatus;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes on one PostgreSQL that do the same at the same time. */
class NodesTest {

    private static final Instant FIRE = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private StoreSettings settings;
    private Store one;
    private Store two;

    @BeforeEach
    void open() throws Exception {
        settings = Database.POSTGRESQL.fresh(folder);
        List<Store> opened = RunStoreTest.together(2, i -> () -> Database.open(settings, "node-" + i));
        one = opened.get(0);
        two = opened.get(1);
    }

    @AfterEach
    void close() {
        one.close();
        two.close();
    }

    private Store node(int i) {
        return i % 2 == 0 ? one : two;
    }

    @Test
    void nodesThatStartTogetherOnAnEmptyDatabaseMakeItsTablesOnce() throws SQLException {
        assertThat(tell(one, "select count(*) from flyway_schema_history where success"))
                .isEqualTo(tell(two, "select count(distinct version) from flyway_schema_history"));
        assertThat(two.history().runs(null, 1)).isEmpty();
    }

    @Test
    void all17_aFiringOnEveryNodeIsOneRunAndIsCountedOnce() throws Exception {
        AtomicInteger counted = new AtomicInteger();
        for (int firing = 0; firing < 20; firing++) {
            Instant at = FIRE.plusSeconds(firing);
            List<Run> runs = RunStoreTest.together(
                    4, i -> () -> node(i).runs().askScheduled(Samples.WORKFLOW, at, counted::incrementAndGet));
            assertThat(runs).extracting(Run::id).containsOnly(runs.get(0).id());
        }

        List<Run> all = one.history().runs(null, 99);
        assertThat(all).hasSize(20);
        assertThat(all.stream().filter(run -> run.status() == RunStatus.SKIPPED))
                .as("the first one waits, so that the others are skipped")
                .hasSize(19);
        assertThat(counted).hasValue(19);
    }

    @Test
    void whatEndedLongAgoIsForgottenOnceWhenEveryNodeKeepsHouse() throws Exception {
        Instant longAgo = Clock.systemUTC().instant().minus(Duration.ofDays(400));
        try (Store past = Database.open(settings, "past", Checkpoint.NONE, () -> longAgo)) {
            for (int i = 0; i < 12; i++) {
                past.runs().ask(Samples.rest(null));
                Run run = past.runs().next(Samples.WORKFLOW).orElseThrow();
                past.plans().store(run.id(), Samples.plan(3));
                past.runs()
                        .finish(
                                run.id(),
                                RunStatus.SUCCEEDED,
                                "{}",
                                List.of(),
                                List.of(Samples.event("e" + i, run.id())),
                                TxWork.NONE);
                past.outbox().delivered("e" + i, List.of());
            }
        }

        List<Integer> forgotten = RunStoreTest.together(4, i -> () -> forgetAll(node(i)));

        assertThat(forgotten.stream().mapToInt(Integer::intValue).sum())
                .as("runs and their items")
                .isEqualTo(12 * 4);
        assertThat(one.history().runs(null, 1)).isEmpty();
    }

    private static int forgetAll(Store store) {
        int all = 0;
        int batch = 5;
        while (batch == 5) {
            batch = store.retention().runs(Clock.systemUTC().instant().minus(Duration.ofDays(365)), 5);
            all += batch;
        }
        return all;
    }

    @Test
    void all14_everyAuditLineReachesTheFileOfOneNode() throws Exception {
        List<List<AuditEntry>> files = List.of(
                Collections.synchronizedList(new ArrayList<>()), Collections.synchronizedList(new ArrayList<>()));
        RunStoreTest.together(4, i -> () -> {
            for (int line = 0; line < 50; line++) {
                node(i).audit().add(List.of(Samples.audit("run-" + i, "line-" + line)));
                node(i).audit().flush(files.get(i % 2)::addAll);
            }
            return true;
        });

        assertThat(files).allMatch(file -> !file.isEmpty());
        List<String> told = files.stream()
                .flatMap(List::stream)
                .map(entry -> entry.runId() + " " + entry.action())
                .toList();
        assertThat(told).hasSize(200).doesNotHaveDuplicates();
        assertThat(files)
                .allSatisfy(file -> IntStream.range(0, 4)
                        .forEach(i -> assertThat(file.stream()
                                        .filter(entry -> entry.runId().equals("run-" + i)))
                                .as("in the order in which they were decided")
                                .isSortedAccordingTo(
                                        (a, b) -> Integer.compare(number(a.action()), number(b.action())))));
    }

    private static int number(String action) {
        return Integer.parseInt(action.substring("line-".length()));
    }

    @Test
    void postgresqlLetsGoOfANodeThatIsGoneWithoutAWord() throws SQLException {
        assertThat(tell(one, "show idle_in_transaction_session_timeout")).isEqualTo("1min");
        assertThat(tell(one, "show tcp_keepalives_idle")).isEqualTo("5");
        assertThat(tell(one, "select current_setting('application_name')")).startsWith("outbound-routes node-");
    }

    private static String tell(Store store, String question) throws SQLException {
        try (Connection connection = store.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            row.next();
            return row.getString(1);
        }
    }
}
