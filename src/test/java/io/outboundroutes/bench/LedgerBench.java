package io.outboundroutes.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.platform.run.AuditEntry;
import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.platform.run.Fate;
import io.outboundroutes.platform.run.ItemResult;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.platform.run.Plan;
import io.outboundroutes.platform.run.PlannedItem;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunRequest;
import io.outboundroutes.platform.run.Trigger;
import io.outboundroutes.platform.store.Database;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.platform.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A ledger of a million rows: how soon a run of it is shown, what a recorded write costs, and what a purge costs a run. */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class LedgerBench {

    private static final int ROWS = Integer.getInteger("rows", 1_000_000);
    private static final int WRITES = Integer.getInteger("writes", 2000);
    private static final int REPETITIONS = Integer.getInteger("repetitions", 5);

    private static final String WORKFLOW = "contact-segmentation";
    private static final String OLD = "20250101T000000.000Z-oldold";
    private static final double MOST_TO_SHOW = 1.0;
    private static final double MOST_PER_WRITE = 2.0;
    /** A purge takes few rows at a time, so that nobody waits longer than this for it. */
    private static final double MOST_BESIDE_A_PURGE = 1000;

    private static final int THREADS = 4;
    /** Rows a batch, as house-keeping takes them. */
    private static final int BATCH = 500;

    @Test
    void aMillionRows(@TempDir Path folder) throws Exception {
        Figures figures =
                new Figures("Ledger", "-Drows=" + ROWS + " -Dwrites=" + WRITES + " -Drepetitions=" + REPETITIONS);
        figures.head(
                "store",
                "runs show of " + ROWS + " rows, ended / not ended, s",
                "of 10 rows, s",
                "recorded write, median ms",
                "writes/s of " + THREADS + " threads",
                "the same while rows are purged",
                "the longest of those, ms",
                "rows purged/s");
        List<double[]> all = new ArrayList<>();
        for (Database database : Database.values()) {
            all.add(measure(database, folder, figures));
        }
        figures.publish();
        assertThat(all).allSatisfy(measured -> {
            assertThat(measured[0])
                    .as("s to show a run beyond the start of the program")
                    .isLessThan(MOST_TO_SHOW);
            assertThat(measured[1]).as("median ms of a recorded write").isLessThan(MOST_PER_WRITE);
            assertThat(measured[2]).as("ms of the longest write beside a purge").isLessThan(MOST_BESIDE_A_PURGE);
        });
    }

    private static double[] measure(Database database, Path folder, Figures figures) throws Exception {
        StoreSettings large = database.fresh(folder);
        StoreSettings small = database.fresh(folder);
        try (Store store = open(small)) {
            old(store, 10, database);
        }
        try (Store store = open(large)) {
            old(store, ROWS, database);
        }
        double few = shown(small, folder);
        double open = shown(large, folder);
        double write;
        try (Store store = open(large)) {
            ended(store);
        }
        double ended = shown(large, folder);
        Paced alone;
        Paced beside;
        double purged;
        try (Store store = open(large)) {
            perWrite(store, WRITES / 10);
            write = perWrite(store, WRITES);
            alone = pace(store);
            AtomicBoolean enough = new AtomicBoolean();
            AtomicInteger rows = new AtomicInteger();
            ExecutorService purging = Executors.newSingleThreadExecutor();
            long start = System.nanoTime();
            Future<?> purge = purging.submit(() -> purge(store, enough, rows));
            beside = pace(store);
            enough.set(true);
            purge.get();
            purged = rows.get() / Figures.seconds(System.nanoTime() - start);
            purging.shutdown();
            assertThat(rows.get()).as("rows purged").isPositive();
        }
        String shown = String.format("%.2f / %.2f", ended, open);
        figures.row(database, shown, few, write, alone.perSecond(), beside.perSecond(), beside.longest(), purged);
        return new double[] {Math.max(ended, open) - few, write, beside.longest()};
    }

    private static Store open(StoreSettings settings) {
        return Store.open(settings, "bench", Clock.systemUTC(), Checkpoint.NONE);
    }

    /** A run of long ago that has not ended, with so many items. */
    private static void old(Store store, int rows, Database database) throws SQLException {
        String numbers = database == Database.H2
                ? "system_range(0, " + (rows - 1) + ") as numbers(x)"
                : "generate_series(0, " + (rows - 1) + ") as numbers(x)";
        try (Connection c = store.dataSource().getConnection();
                Statement statement = c.createStatement()) {
            statement.execute(
                    "insert into run (id, workflow, trigger_kind, mode, again, parameters, status, begun, planned,"
                            + " counts, warnings, asked_at, started_at) values ('" + OLD + "', '" + WORKFLOW
                            + "', 'cli', 'live', false, '{}', 'RUNNING', 1, true, '{}', '[]', timestamp with time zone"
                            + " '2025-01-01 00:00:00+00', timestamp with time zone '2025-01-01 00:00:00+00')");
            statement.execute("insert into item (run_id, seq, item_key, fate, outcome, state, fields, request) select '"
                    + OLD
                    + "', x, 'Auto_Segment_' || x, 'DONE', 'created', 'planned', '{\"segmentName\":\"Auto_Segment_' || x"
                    + " || '\",\"refreshInterval\":\"PT1H\",\"contactCount\":17,\"query\":\"(region:emea) AND (tier:gold)\"}',"
                    + " '{\"name\":\"Auto_Segment_' || x || '\",\"type\":\"dynamic\"}' from " + numbers);
            statement.execute("update run set items = " + rows + " where id = '" + OLD + "'");
            statement.execute(
                    "insert into item_tally (run_id, outcome, items) values ('" + OLD + "', 'created', " + rows + ")");
            if (!c.getAutoCommit()) {
                c.commit();
            }
        }
    }

    private static void ended(Store store) throws SQLException {
        String item =
                "{\"segmentName\":\"Auto_Segment\",\"refreshInterval\":\"PT1H\",\"contactCount\":17,\"outcome\":\"created\"}";
        String report = "{\"runId\":\"" + OLD + "\",\"workflow\":\"" + WORKFLOW
                + "\",\"status\":\"SUCCEEDED\",\"mode\":\"live\",\"trigger\":\"cli\",\"counts\":{\"created\":" + ROWS
                + "},\"items\":["
                + String.join(",", IntStream.range(0, 1000).mapToObj(i -> item).toList())
                + "],\"itemsTotal\":" + ROWS + ",\"webhook\":\"none\",\"warnings\":[],\"errors\":[]}";
        try (Connection c = store.dataSource().getConnection();
                Statement statement = c.createStatement()) {
            statement.execute("update run set status = 'SUCCEEDED', finished_at = asked_at, report = '" + report
                    + "' where id = '" + OLD + "'");
            if (!c.getAutoCommit()) {
                c.commit();
            }
        }
    }

    /** Median seconds of {@code runs show}, with the start of the program. */
    private static double shown(StoreSettings settings, Path folder) throws IOException, InterruptedException {
        List<Double> times = new ArrayList<>();
        for (int repetition = 0; repetition < REPETITIONS; repetition++) {
            long start = System.nanoTime();
            Process process = Product.program(
                            List.of(), Map.of("STORE_URL", settings.url()), List.of("runs", "show", OLD))
                    .directory(Path.of("").toAbsolutePath().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("shown.txt").toFile())
                    .start();
            assertThat(process.waitFor()).as("exit of runs show").isZero();
            times.add(Figures.seconds(System.nanoTime() - start));
        }
        return Figures.median(times);
    }

    /** The id of a run that is under way, with so many items {@code k0, k1, …}. */
    static String begun(Store store, int items) {
        RunRequest request = new RunRequest(WORKFLOW, Trigger.CLI, Mode.LIVE, null, false, null, Map.of());
        String id = store.runs().ask(request).id();
        Run run = store.runs().begin(id).orElseThrow();
        store.plans()
                .store(
                        run.id(),
                        new Plan(
                                IntStream.range(0, items)
                                        .mapToObj(i -> PlannedItem.toDo(
                                                "k" + i, Map.of("groupKey", "g" + i), Map.of("name", "n" + i)))
                                        .toList(),
                                Map.of(),
                                List.of()));
        return id;
    }

    private static void record(Store store, String run, String key) {
        store.ledger().markSent(run, key, "create-segment");
        ItemResult created = new ItemResult(Fate.DONE, "created", null, Map.of("segmentId", key), 12L);
        AuditEntry line = new AuditEntry(Instant.EPOCH, run, WORKFLOW, "CONTACT_SEGMENTATION_ITEM", Map.of("key", key));
        store.ledger().settle(run, key, created, List.of(line), List.of());
    }

    /** Median milliseconds of noting that a write is sent, and what became of it, one after the other. */
    private static double perWrite(Store store, int writes) {
        String run = begun(store, writes);
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < writes; i++) {
            long start = System.nanoTime();
            record(store, run, "k" + i);
            times.add(Figures.seconds(System.nanoTime() - start) * 1000);
        }
        return Figures.median(times);
    }

    /**
     * How several threads record.
     *
     * @param perSecond recorded writes a second
     * @param longest milliseconds of the slowest
     */
    private record Paced(double perSecond, double longest) {}

    private static Paced pace(Store store) throws Exception {
        String run = begun(store, WRITES);
        AtomicInteger next = new AtomicInteger();
        LongAccumulator longest = new LongAccumulator(Math::max, 0);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        long start = System.nanoTime();
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                all.add(threads.submit(() -> {
                    for (int i = next.getAndIncrement(); i < WRITES; i = next.getAndIncrement()) {
                        long begun = System.nanoTime();
                        record(store, run, "k" + i);
                        longest.accumulate(System.nanoTime() - begun);
                    }
                }));
            }
            for (Future<?> thread : all) {
                thread.get();
            }
        } finally {
            threads.shutdownNow();
        }
        double seconds = Figures.seconds(System.nanoTime() - start);
        assertThat(store.items().countsByOutcome(run)).containsEntry("created", (long) WRITES);
        return new Paced(WRITES / seconds, Figures.seconds(longest.get()) * 1000);
    }

    private static void purge(Store store, AtomicBoolean enough, AtomicInteger rows) {
        Instant before = Instant.now().minus(Duration.ofDays(365));
        int forgotten = BATCH;
        while (!enough.get() && forgotten == BATCH) {
            forgotten = store.retention().runs(before, BATCH);
            rows.addAndGet(forgotten);
        }
    }
}
