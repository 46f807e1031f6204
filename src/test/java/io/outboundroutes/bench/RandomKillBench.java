package io.outboundroutes.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code outbound run <workflow>} killed at random moments, and started again until the run has ended: what the vendor and
 * the webhook's receiver got is what they would have got anyway, or is listed as unknown. Moments come from a seed; where
 * exactly a process is then depends on the machine, so that no two runs are quite the same and every one must pass.
 */
@Timeout(value = 4, unit = TimeUnit.HOURS)
class RandomKillBench {

    /** Of each workflow. */
    private static final int KILLS = Integer.getInteger("kills", 20);

    private static final long SEED = Long.getLong("seed", 1);
    /** Cases at the same time: most of a restart is waiting until the dead process counts as dead. */
    private static final int LANES = Integer.getInteger("lanes", 8);
    /** One workflow's id, or nothing for all. */
    private static final String WORKFLOW = System.getProperty("workflow", "");

    /** The most kills of one case before it may end. */
    private static final int MOST_KILLS = 6;

    @TempDir
    private Path folder;

    private final AtomicInteger left = new AtomicInteger(KILLS);

    static Stream<KilledWorkflow> workflows() {
        return KilledWorkflow.ALL.stream()
                .filter(workflow -> WORKFLOW.isEmpty()
                        || WORKFLOW.equals("*")
                        || workflow.id().equals(WORKFLOW));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("workflows")
    void whateverTheMomentOfDeathNothingIsLostOrDoubled(KilledWorkflow workflow) throws Exception {
        System.out.println(workflow + ": " + KILLS + " random kills, seed " + SEED + ", lanes " + LANES);
        long start = System.nanoTime();
        KilledCase.Undisturbed undisturbed = KilledCase.undisturbed(workflow, folder.resolve("undisturbed"));
        System.out.println("undisturbed: " + undisturbed);
        ExecutorService lanes = Executors.newFixedThreadPool(LANES);
        List<KilledCase.Outcome> outcomes = new ArrayList<>();
        try {
            List<Future<List<KilledCase.Outcome>>> all = new ArrayList<>();
            for (int lane = 0; lane < LANES; lane++) {
                int number = lane;
                all.add(lanes.submit(() -> lane(workflow, number, undisturbed)));
            }
            for (Future<List<KilledCase.Outcome>> lane : all) {
                outcomes.addAll(lane.get());
            }
        } finally {
            lanes.shutdownNow();
        }
        assertThat(sum(outcomes, KilledCase.Outcome::kills)).isEqualTo(KILLS);
        publish(workflow, outcomes, Figures.seconds(System.nanoTime() - start));
    }

    private List<KilledCase.Outcome> lane(KilledWorkflow workflow, int lane, KilledCase.Undisturbed undisturbed)
            throws Exception {
        Random random = new Random(SEED * 1_000 + lane);
        List<KilledCase.Outcome> outcomes = new ArrayList<>();
        int kills = take(1 + random.nextInt(MOST_KILLS));
        while (kills > 0) {
            String name = "lane-" + lane + "-case-" + outcomes.size();
            KilledCase.Outcome outcome = KilledCase.play(workflow, folder.resolve(name), undisturbed, kills, random);
            System.out.println(name + ": " + outcome);
            outcomes.add(outcome);
            // A run may end before its moment; the kills that were left over are another case's.
            left.addAndGet(kills - outcome.kills());
            assertThat(outcomes).as("cases of a lane: the moments miss").hasSizeLessThan(20 * KILLS);
            kills = take(1 + random.nextInt(MOST_KILLS));
        }
        return outcomes;
    }

    /** Takes up to so many of the kills that are left. */
    private int take(int wanted) {
        int before = left.getAndUpdate(now -> Math.max(0, now - wanted));
        return Math.min(before, wanted);
    }

    private static void publish(KilledWorkflow workflow, List<KilledCase.Outcome> outcomes, double seconds)
            throws IOException {
        Figures figures = new Figures(
                "RandomKill-" + workflow,
                "-Dworkflow=" + workflow + " -Dkills=" + KILLS + " -Dseed=" + SEED + " -Dlanes=" + LANES);
        Map<String, Integer> moments = new TreeMap<>();
        outcomes.forEach(outcome -> outcome.moments().forEach(moment -> moments.merge(moment, 1, Integer::sum)));
        figures.head("figure", "value");
        figures.row("cases (a store and a sandbox each)", outcomes.size());
        figures.row("kills", sum(outcomes, KilledCase.Outcome::kills));
        moments.forEach((moment, kills) -> figures.row("kills " + moment, kills));
        figures.row("processes started", sum(outcomes, KilledCase.Outcome::starts));
        figures.row("things intended, all cases", outcomes.size() * workflow.intended());
        figures.row(
                "of these at the vendor",
                sum(outcomes, one -> one.aftermath().names().size()));
        figures.row(
                "listed as unknown",
                sum(outcomes, one -> one.aftermath().unknown().size()));
        figures.row("requests that write", sum(outcomes, one -> one.aftermath().writes()));
        figures.row("of these repeated", sum(outcomes, one -> one.aftermath().repeated()));
        figures.row("events", sum(outcomes, one -> one.aftermath().events().size()));
        figures.row(
                "arrivals of them",
                sum(outcomes, one -> one.aftermath().arrived().size()));
        figures.row("wall time, s", seconds);
        figures.publish();
    }

    private static int sum(List<KilledCase.Outcome> outcomes, ToIntFunction<KilledCase.Outcome> figure) {
        return outcomes.stream().mapToInt(figure).sum();
    }
}
