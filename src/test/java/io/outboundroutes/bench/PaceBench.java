package io.outboundroutes.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.outboundroutes.app.TestBlocks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code genesys.rate-limit=50/1s} as a server in another process sees it. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class PaceBench {

    private static final int PER_SECOND = 50;
    /** What a server that counts sliding seconds may see: a tenth more, for the network's own unevenness. */
    private static final double MOST_IN_A_SECOND = 56;

    private static final double TOLERANCE = 0.05;
    private static final int CALLERS = 8;
    private static final int WARM_UP = 50;

    private static final int REQUESTS = Integer.getInteger("requests", 500);
    private static final int REPETITIONS = Integer.getInteger("repetitions", 5);

    private static final Map<String, Object> QUERY =
            Map.of("query", "status:ready", "size", 25, "sortBy", "updatedTimestamp", "sortOrder", "desc");

    @Test
    void theServerSeesTheRateThatIsConfiguredAndNotMore() throws Exception {
        double wanted = (double) REQUESTS / PER_SECOND;
        Figures figures = new Figures("Pace", "-Drequests=" + REQUESTS + " -Drepetitions=" + REPETITIONS);
        figures.head("repetition", "most in a sliding second", "first to last arrival, s", "of " + wanted + " s, %");
        List<Double> peaks = new ArrayList<>();
        List<Double> durations = new ArrayList<>();
        try (SandboxProcess sandbox = SandboxProcess.start(List.of("-Xmx256m"), 1000);
                TestBlocks blocks = TestBlocks.towards(sandbox.baseUri())
                        .client(sandbox.environment("GENESYS_CLIENT_ID"), sandbox.environment("GENESYS_CLIENT_SECRET"))
                        .with("genesys.rate-limit", PER_SECOND + "/1s")
                        .start()) {
            call(blocks, WARM_UP);
            for (int repetition = 1; repetition <= REPETITIONS; repetition++) {
                sandbox.clear("requests");
                call(blocks, REQUESTS);
                long[] arrivals = arrivals(sandbox.list("requests"));
                assertThat(arrivals).as("requests that arrived").hasSize(REQUESTS);
                double peak = peak(arrivals);
                double duration = Figures.seconds(arrivals[arrivals.length - 1] - arrivals[0]);
                figures.row(repetition, (int) peak, duration, 100 * duration / wanted);
                peaks.add(peak);
                durations.add(duration);
            }
        }
        double peak = Figures.median(peaks);
        double duration = Figures.median(durations);
        figures.row("median", peak, duration, 100 * duration / wanted);
        figures.publish();
        assertThat(peak).as("median of the most requests in a sliding second").isLessThanOrEqualTo(MOST_IN_A_SECOND);
        assertThat(duration)
                .as("median seconds of %d requests at %d/s", REQUESTS, PER_SECOND)
                .isBetween(wanted * (1 - TOLERANCE), wanted * (1 + TOLERANCE));
    }

    /** Sends so many requests through the product's call, by callers that never wait for each other. */
    private static void call(TestBlocks blocks, int requests) throws Exception {
        AtomicInteger left = new AtomicInteger(requests);
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                all.add(callers.submit(() -> {
                    while (left.getAndDecrement() > 0) {
                        Exchange answered = blocks.send("direct:genesys-query-contacts", QUERY);
                        assertThat(answered.getException()).isNull();
                    }
                }));
            }
            for (Future<?> caller : all) {
                caller.get();
            }
        } finally {
            callers.shutdownNow();
        }
    }

    /** By the server's own clock, in nanoseconds. */
    static long[] arrivals(JsonNode requests) {
        long[] arrivals = new long[requests.size()];
        for (int i = 0; i < arrivals.length; i++) {
            arrivals[i] = requests.get(i).path("receivedNanos").asLong();
        }
        Arrays.sort(arrivals);
        return arrivals;
    }

    /** The most arrivals within any second, its end left out. */
    static double peak(long[] arrivals) {
        int peak = 0;
        int first = 0;
        for (int last = 0; last < arrivals.length; last++) {
            while (arrivals[last] - arrivals[first] >= TimeUnit.SECONDS.toNanos(1)) {
                first++;
            }
            peak = Math.max(peak, last - first + 1);
        }
        return peak;
    }
}
