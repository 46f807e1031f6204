package io.outboundroutes.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunStatus;
import io.outboundroutes.platform.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Kills a random node at random moments, and starts it again; the next kill waits until it is at work. */
final class NodeKiller implements Runnable {

    /** Between two kills. */
    private static final Duration LONGEST = Duration.ofSeconds(12);

    private static final Duration MOMENT = Duration.ofMillis(800);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final List<BenchNode> nodes;
    private final Store store;
    private final Random random;
    private final int kills;
    private final List<String> done = new ArrayList<>();
    private volatile Throwable failure;

    NodeKiller(List<BenchNode> nodes, Store store, Random random, int kills) {
        this.nodes = nodes;
        this.store = store;
        this.random = random;
        this.kills = kills;
    }

    @Override
    public void run() {
        try {
            while (done.size() < kills) {
                pause(LONGEST);
                // Every other one is a node at work, as chance seldom meets one.
                BenchNode node = done.size() % 2 == 0 ? atWork() : nodes.get(random.nextInt(nodes.size()));
                long cut = underWay().filter(run -> isOf(run, node)).count();
                node.kill();
                done.add(node.name() + " with " + cut + " runs under way");
                System.out.println("killed " + done.get(done.size() - 1));
                node.start();
                node.awaitAtWork();
            }
        } catch (Exception | Error e) {
            failure = e;
        }
    }

    private void pause(Duration longest) {
        long until = Clock.systemUTC().millis() + random.nextLong(longest.toMillis());
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> Clock.systemUTC().millis() >= until);
    }

    /** The node of a run that has been under way for a random moment. */
    private BenchNode atWork() {
        List<BenchNode> found = new ArrayList<>();
        while (found.isEmpty()) {
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> underWay().findAny().isPresent());
            pause(MOMENT);
            underWay()
                    .forEach(run ->
                            nodes.stream().filter(node -> isOf(run, node)).forEach(found::add));
        }
        return found.get(0);
    }

    private Stream<Run> underWay() {
        return store.history().runs(null, 50).stream().filter(run -> run.status() == RunStatus.RUNNING);
    }

    private static boolean isOf(Run run, BenchNode node) {
        return String.valueOf(run.owner()).contains("-" + node.pid() + "-");
    }

    List<String> done() {
        return done;
    }

    void assertDone() {
        if (failure != null) {
            throw new AssertionError("the killing failed", failure);
        }
        assertThat(done).hasSize(kills);
    }
}
