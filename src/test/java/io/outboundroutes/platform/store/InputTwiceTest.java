package io.outboundroutes.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunRequest;
import io.outboundroutes.platform.run.RunStatus;
import io.outboundroutes.platform.run.Trigger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The same rows handed in twice, one after the other and at once. */
class InputTwiceTest {

    private static final List<String> ROWS = List.of("{\"a\":1}", "{\"a\":2}");
    private static final int AT_ONCE = 4;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private static Run handIn(Store store, Map<String, String> parameters, String target, List<String> rows) {
        RunRequest request =
                new RunRequest(Samples.WORKFLOW, Trigger.CLI, Mode.LIVE, null, false, store.owner(), parameters);
        return store.runs().askOnce(request, target, rows.iterator());
    }

    private static Run handIn(Store store) {
        return handIn(store, Map.of(), "vendor", ROWS);
    }

    private static void end(Store store, Run run, RunStatus end) {
        if (end == RunStatus.SKIPPED) {
            store.runs().cancel(run.id(), "a test says so");
        } else if (end != RunStatus.ASKED) {
            store.runs().begin(run.id());
            if (end != RunStatus.RUNNING) {
                store.runs().finish(run.id(), end, "{}", List.of(), List.of(), TxWork.NONE);
            }
        }
    }

    static Stream<Arguments> ends() {
        return Stream.of(Database.values())
                .flatMap(database -> Stream.of(RunStatus.values())
                        .map(end -> Arguments.of(
                                database,
                                end,
                                end == RunStatus.ASKED || end == RunStatus.RUNNING || end == RunStatus.SUCCEEDED)));
    }

    @ParameterizedTest(name = "{0}: rows of a run that is {1} are recognised: {2}")
    @MethodSource("ends")
    void all17_theSameRowsAgainAreTheRunThatThereIsUnlessItDidNotSucceed(
            Database database, RunStatus end, boolean recognised) {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            Run first = handIn(store);
            end(store, first, end);

            Run second = handIn(store);

            assertThat(second.id().equals(first.id())).isEqualTo(recognised);
            assertThat(handIn(store).id()).isEqualTo(second.id());
            assertThat(store.history().runs(null, 9)).hasSize(recognised ? 1 : 2);
            assertThat(store.inputs().rows(second.id())).toIterable().containsExactlyElementsOf(ROWS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void all17_otherRowsOtherSettingsOrAnotherVendorAreAnotherWish(Database database) {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            List<Run> runs = List.of(
                    handIn(store),
                    handIn(store, Map.of(), "vendor", List.of("{\"a\":1}")),
                    handIn(store, Map.of(), "vendor", List.of("{\"a\":2}", "{\"a\":1}")),
                    handIn(store, Map.of("contacts.parallel", "1"), "vendor", ROWS),
                    handIn(store, Map.of(), "the sandbox", ROWS));

            assertThat(runs).extracting(Run::id).doesNotHaveDuplicates();
            assertThat(handIn(store).id()).isEqualTo(runs.get(0).id());
        }
    }

    @ParameterizedTest
    @EnumSource
    void all17_anInputIsRecognisedForAsLongAsItsRunIsKept(Database database) {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            Run first = handIn(store);
            end(store, first, RunStatus.SUCCEEDED);
            store.retention().runs(Instant.now().plusSeconds(60), 100);

            assertThat(handIn(store).id()).isNotEqualTo(first.id());
        }
    }

    @ParameterizedTest
    @EnumSource
    void all17_theSameRowsAtOnceAreOneRun(Database database) throws Exception {
        atOnce(database, store -> handIn(store));
    }

    @ParameterizedTest
    @EnumSource
    void all17_theSameKeyAtOnceIsOneRun(Database database) throws Exception {
        atOnce(database, store -> store.runs().ask(Samples.rest("order-66"), ROWS.iterator()));
    }

    private void atOnce(Database database, Function<Store, Run> ask) throws Exception {
        StoreSettings settings = database.fresh(folder);
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        CyclicBarrier together = new CyclicBarrier(AT_ONCE);
        try (Store store = Database.open(settings, "a");
                Store other = Database.open(settings, "b")) {
            List<Future<Run>> asked = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                Store by = i % 2 == 0 ? store : other;
                asked.add(threads.submit(() -> {
                    together.await();
                    return ask.apply(by);
                }));
            }
            List<String> ids = new ArrayList<>();
            for (Future<Run> run : asked) {
                ids.add(run.get().id());
            }

            assertThat(ids.stream().distinct()).hasSize(1);
            assertThat(store.history().runs(null, 9)).hasSize(1);
            assertThat(store.inputs().rows(ids.get(0))).toIterable().containsExactlyElementsOf(ROWS);
        } finally {
            threads.shutdownNow();
        }
    }
}
