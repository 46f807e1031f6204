package io.outboundroutes.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.app.TestBlocks;
import io.outboundroutes.blocks.Variables;
import io.outboundroutes.platform.run.AuditEntry;
import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.platform.run.Fate;
import io.outboundroutes.platform.run.ItemResult;
import io.outboundroutes.platform.run.RunContext;
import io.outboundroutes.platform.run.SendLedger;
import io.outboundroutes.platform.store.Database;
import io.outboundroutes.platform.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What it costs in wall time that the fate of each write is recorded: segments are created through the program's vendor
 * call, with a store that notes each write before it leaves and what became of it, and with nobody who notes anything.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class OverheadBench {

    private static final int REQUESTS = Integer.getInteger("requests", 1000);
    private static final int REPETITIONS = Integer.getInteger("repetitions", 5);

    /** What recording may add to the wall time. */
    private static final double MOST = 0.03;

    private static final String LATENCY_MS = "20";
    /** The default of {@code segmentation.parallel}. */
    private static final int CALLERS = 8;

    private static final int WARM_UP = 100;

    /** Segments have names of their own: a second one of a name is refused. */
    private static final AtomicInteger SEGMENTS = new AtomicInteger();

    @TempDir
    private Path folder;

    /** Who remembers the sends of the run that is measured. */
    private volatile SendLedger ledger = (run, item, operation) -> {};

    /** How the calls are made: at most so many a second, by so many callers. */
    private enum Pace {
        AT_THE_LIMIT("100/1s", CALLERS),
        ONE_BY_ONE("100000/1s", 1);

        private final String limit;
        private final int callers;

        Pace(String limit, int callers) {
            this.limit = limit;
            this.callers = callers;
        }

        @Override
        public String toString() {
            return callers == 1 ? "no limit, one caller" : limit + ", " + callers + " callers";
        }
    }

    @ParameterizedTest
    @EnumSource
    void recordingHardlyTakesTime(Database database) throws Exception {
        Figures figures =
                new Figures("Overhead-" + database, "-Drequests=" + REQUESTS + " -Drepetitions=" + REPETITIONS);
        figures.head("calls", "repetition", "recorded, s", "not recorded, s", "more, %", "more a write, ms");
        double atTheLimit = 0;
        try (SandboxProcess sandbox =
                        SandboxProcess.start(List.of("-Xmx256m"), "--contacts", "0", "--latency-ms", LATENCY_MS);
                Store store = Store.open(database.fresh(folder), "bench", Clock.systemUTC(), Checkpoint.NONE)) {
            for (Pace pace : Pace.values()) {
                double more = measure(pace, sandbox, store, figures);
                atTheLimit = pace == Pace.AT_THE_LIMIT ? more : atTheLimit;
            }
        }
        figures.publish();
        assertThat(atTheLimit).as("median share that recording adds").isLessThanOrEqualTo(MOST);
    }

    /** The median share that recording adds. */
    private double measure(Pace pace, SandboxProcess sandbox, Store store, Figures figures) throws Exception {
        List<Double> shares = new ArrayList<>();
        List<Double> perWrite = new ArrayList<>();
        try (TestBlocks blocks = TestBlocks.towards(sandbox.baseUri())
                .client(sandbox.environment("GENESYS_CLIENT_ID"), sandbox.environment("GENESYS_CLIENT_SECRET"))
                .ledger((run, item, operation) -> ledger.markSent(run, item, operation))
                .with("genesys.rate-limit", pace.limit)
                .start()) {
            recorded(blocks, store, pace, WARM_UP);
            unrecorded(blocks, pace, WARM_UP);
            for (int repetition = 1; repetition <= REPETITIONS; repetition++) {
                boolean recordedFirst = repetition % 2 == 1;
                sandbox.clear("requests");
                double first =
                        recordedFirst ? recorded(blocks, store, pace, REQUESTS) : unrecorded(blocks, pace, REQUESTS);
                double second =
                        recordedFirst ? unrecorded(blocks, pace, REQUESTS) : recorded(blocks, store, pace, REQUESTS);
                double with = recordedFirst ? first : second;
                double without = recordedFirst ? second : first;
                shares.add((with - without) / without);
                perWrite.add(1000 * (with - without) / REQUESTS);
                figures.row(
                        pace,
                        repetition,
                        with,
                        without,
                        100 * shares.get(repetition - 1),
                        perWrite.get(repetition - 1));
            }
        }
        figures.row(pace, "median", "", "", 100 * Figures.median(shares), Figures.median(perWrite));
        return Figures.median(shares);
    }

    private double unrecorded(TestBlocks blocks, Pace pace, int writes) throws Exception {
        ledger = (run, item, operation) -> {};
        RunContext run = blocks.run();
        return seconds(pace, writes, key -> create(blocks, run, key));
    }

    private double recorded(TestBlocks blocks, Store store, Pace pace, int writes) throws Exception {
        ledger = store.ledger();
        String id = LedgerBench.begun(store, writes);
        RunContext run = new RunContext(store.history().run(id).orElseThrow(), Instant.now());
        double seconds = seconds(pace, writes, key -> {
            create(blocks, run, key);
            ItemResult created = new ItemResult(Fate.DONE, "created", null, Map.of("segmentName", key), 20L);
            AuditEntry line = new AuditEntry(
                    Instant.now(), id, run.workflow(), "CONTACT_SEGMENTATION_ITEM", Map.of("segmentName", key));
            store.ledger().settle(id, key, created, List.of(line), List.of());
        });
        assertThat(store.items().countsByOutcome(id)).isEqualTo(Map.of("created", (long) writes));
        return seconds;
    }

    /** What is done for an item. */
    private interface Act {
        void on(String key);
    }

    private static double seconds(Pace pace, int writes, Act act) throws Exception {
        AtomicInteger next = new AtomicInteger();
        ExecutorService callers = Executors.newFixedThreadPool(pace.callers);
        long start = System.nanoTime();
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int caller = 0; caller < pace.callers; caller++) {
                all.add(callers.submit(() -> {
                    for (int i = next.getAndIncrement(); i < writes; i = next.getAndIncrement()) {
                        act.on("k" + i);
                    }
                }));
            }
            for (Future<?> caller : all) {
                caller.get();
            }
        } finally {
            callers.shutdownNow();
        }
        return Figures.seconds(System.nanoTime() - start);
    }

    private static void create(TestBlocks blocks, RunContext run, String key) {
        Map<String, Object> segment = Map.of(
                "name", "Auto_Segment_" + SEGMENTS.incrementAndGet(),
                "type", "dynamic",
                "definition", Map.of("query", "region:emea"),
                "refreshInterval", "PT1H",
                "status", "active");
        Exchange exchange = blocks.send(
                "direct:genesys-create-segment",
                run,
                segment,
                one -> one.setVariable(Variables.ITEM, TestBlocks.item(run, key)));
        assertThat(exchange.getException()).as("creating a segment").isNull();
    }
}
