package io.outboundroutes.bench;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code outbound run contact-segmentation} killed at random moments, and started again until it succeeds: what the
 * vendor and the webhook's receiver got is what they would have got anyway. Moments come from a seed; where exactly a
 * process is then depends on the machine, so that no two runs are quite the same and every one must pass.
 */
@Timeout(value = 4, unit = TimeUnit.HOURS)
class RandomKillBench {

    private static final int KILLS = Integer.getInteger("kills", 20);
    private static final long SEED = Long.getLong("seed", 1);
    /** Cases at the same time: most of a restart is waiting until the dead process counts as dead. */
    private static final int LANES = Integer.getInteger("lanes", 4);
    /** The most kills of one case before it may end. */
    private static final int MOST_KILLS = 3;

    @TempDir
    private Path folder;

    private final AtomicInteger left = new AtomicInteger(KILLS);

    @Test
    void whateverTheMomentOfDeathNothingIsLostOrDoubled() throws Exception {
        System.out.println("random kills: " + KILLS + ", seed " + SEED + ", lanes " + LANES);
        KilledCase.Undisturbed undisturbed = KilledCase.undisturbed(folder.resolve("undisturbed"));
        System.out.println("undisturbed: " + undisturbed);
        ExecutorService lanes = Executors.newFixedThreadPool(LANES);
        List<KilledCase.Outcome> outcomes = new ArrayList<>();
        try {
            List<Future<List<KilledCase.Outcome>>> all = new ArrayList<>();
            for (int lane = 0; lane < LANES; lane++) {
                int number = lane;
                all.add(lanes.submit(() -> lane(number, undisturbed)));
            }
            for (Future<List<KilledCase.Outcome>> lane : all) {
                outcomes.addAll(lane.get());
            }
        } finally {
            lanes.shutdownNow();
        }
        publish(undisturbed, outcomes);
        assertThat(sum(outcomes, KilledCase.Outcome::kills)).isEqualTo(KILLS);
    }

    private List<KilledCase.Outcome> lane(int lane, KilledCase.Undisturbed undisturbed) throws Exception {
        Random random = new Random(SEED * 1_000 + lane);
        List<KilledCase.Outcome> outcomes = new ArrayList<>();
        int kills = take(1 + random.nextInt(MOST_KILLS));
        while (kills > 0) {
            String name = "lane-" + lane + "-case-" + outcomes.size();
            KilledCase.Outcome outcome = KilledCase.play(folder.resolve(name), undisturbed, kills, random);
            System.out.println(name + ": " + outcome);
            outcomes.add(outcome);
            // A process may succeed before its moment; the kills that were left over are another case's.
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

    private static void publish(KilledCase.Undisturbed undisturbed, List<KilledCase.Outcome> outcomes)
            throws Exception {
        Figures figures = new Figures("RandomKill", "-Dkills=" + KILLS + " -Dseed=" + SEED + " -Dlanes=" + LANES);
        Map<String, Integer> moments = new TreeMap<>();
        outcomes.forEach(outcome -> outcome.moments().forEach(moment -> moments.merge(moment, 1, Integer::sum)));
        figures.head("figure", "value");
        figures.row("cases (a store and a sandbox each)", outcomes.size());
        figures.row("kills", sum(outcomes, KilledCase.Outcome::kills));
        moments.forEach((moment, kills) -> figures.row("kills " + moment, kills));
        figures.row("starts after a kill", sum(outcomes, KilledCase.Outcome::restarts));
        figures.row(
                "segments wanted, all cases",
                outcomes.size() * undisturbed.segments().size());
        figures.row("requests to create one", sum(outcomes, KilledCase.Outcome::creates));
        figures.row("of these repeated", sum(outcomes, KilledCase.Outcome::repeated));
        figures.row("pages read", sum(outcomes, KilledCase.Outcome::pages));
        figures.row("webhook deliveries", sum(outcomes, KilledCase.Outcome::deliveries));
        figures.row("of these repeated", sum(outcomes, KilledCase.Outcome::redeliveries));
        figures.row("segments missing, doubled or different", 0);
        figures.row("events missing", 0);
        figures.publish();
    }

    private static int sum(List<KilledCase.Outcome> outcomes, ToIntFunction<KilledCase.Outcome> figure) {
        return outcomes.stream().mapToInt(figure).sum();
    }
}
