package io.outboundroutes.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.outboundroutes.platform.store.Database;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two processes on one store, and a server that answers 429 to more than 100 requests within any second. */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class ClusterPaceBench {

    private static final int PER_SECOND = 100;
    private static final int NODES = 2;
    /** What of the requests may be answered 429. */
    private static final double MOST_REFUSED = 0.001;
    /** What of the permits must be used. */
    private static final double LEAST_USED = 0.95;

    /** Nodes serve for weeks: what a compiler's pauses do to the first half minute is not their pace. */
    private static final int WARM_UP = 3_000;

    private static final int REQUESTS = Integer.getInteger("requests", 5_000);
    private static final int REPETITIONS = Integer.getInteger("repetitions", 5);

    @TempDir
    private Path folder;

    /** A process that calls. */
    private record Node(Process process, BufferedReader out, Writer in) implements AutoCloseable {

        static Node start(SandboxProcess sandbox, String store) throws IOException {
            Process process = Product.tests(
                            List.of("-Xmx256m"),
                            PaceNode.class,
                            List.of(
                                    sandbox.baseUri().toString(),
                                    sandbox.environment("GENESYS_CLIENT_ID"),
                                    sandbox.environment("GENESYS_CLIENT_SECRET"),
                                    store,
                                    PER_SECOND + "/1s"))
                    .redirectError(Redirect.INHERIT)
                    .start();
            return new Node(
                    process,
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)),
                    process.outputWriter(StandardCharsets.UTF_8));
        }

        void send(int requests) throws IOException {
            in.write(requests + "\n");
            in.flush();
        }

        @Override
        public void close() throws IOException {
            in.close();
            try {
                if (!process.waitFor(10, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void twoProcessesUseOneLimitAndAreHardlyEverRefused(Database database) throws Exception {
        Figures figures =
                new Figures("ClusterPace-" + database, "-Drequests=" + REQUESTS + " -Drepetitions=" + REPETITIONS);
        figures.head(
                "repetition",
                "answered 429",
                "of the requests, %",
                "most in a sliding second",
                "first to last arrival, s",
                "of the permits used, %");
        List<Double> refused = new ArrayList<>();
        List<Double> used = new ArrayList<>();
        String store = database.fresh(folder).url();
        try (SandboxProcess sandbox = SandboxProcess.start(
                        List.of("-Xmx256m"),
                        "--contacts",
                        "1000",
                        "--requests-per-second",
                        Integer.toString(PER_SECOND));
                Node one = Node.start(sandbox, store);
                Node other = Node.start(sandbox, store)) {
            List<Node> nodes = List.of(one, other);
            for (Node node : nodes) {
                assertThat(node.out().readLine()).isEqualTo(PaceNode.READY);
            }
            run(nodes, WARM_UP);
            for (int repetition = 1; repetition <= REPETITIONS; repetition++) {
                sandbox.clear("requests");
                run(nodes, REQUESTS);
                JsonNode requests = sandbox.list("requests");
                long[] arrivals = PaceBench.arrivals(requests);
                long turnedAway = requests.findValues("status").stream()
                        .filter(status -> status.asInt() == 429)
                        .count();
                double seconds = Figures.seconds(arrivals[arrivals.length - 1] - arrivals[0]);
                double share = (double) turnedAway / arrivals.length;
                double permits = (arrivals.length - turnedAway) / (seconds * PER_SECOND);
                figures.row(
                        repetition,
                        (int) turnedAway,
                        100 * share,
                        (int) PaceBench.peak(arrivals),
                        seconds,
                        100 * permits);
                refused.add(share);
                used.add(permits);
            }
        }
        figures.row("median", "", 100 * Figures.median(refused), "", "", 100 * Figures.median(used));
        figures.publish();
        assertThat(Figures.median(refused)).as("median share of 429").isLessThanOrEqualTo(MOST_REFUSED);
        assertThat(Figures.median(used)).as("median share of permits used").isGreaterThanOrEqualTo(LEAST_USED);
    }

    /** Has all processes send their part at the same time; every request must come to an answer. */
    private static void run(List<Node> nodes, int requests) throws IOException {
        for (Node node : nodes) {
            node.send(requests / NODES);
        }
        for (Node node : nodes) {
            assertThat(node.out().readLine()).as("answered").isEqualTo(Integer.toString(requests / NODES));
        }
    }
}
