package io.outboundroutes.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.outboundroutes.testing.Jdks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * From the start of {@code serve} until {@code /observe/health/ready} answers 200: plainly, with an archive of the classes
 * (AppCDS), and, where a JDK 25 is found, with its cache; both made as the Dockerfile makes its own. Nothing is asserted but that it gets ready and ends in order.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class ReadyBench {

    private static final int REPETITIONS = Integer.getInteger("repetitions", 5);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int NEWER = 25;

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    private int starts;

    /** A way to start Java. */
    private record Way(Path home, List<String> options) {}

    @Test
    void getsReady() throws Exception {
        Path own = Path.of(System.getProperty("java.home"));
        Map<String, Way> ways = new LinkedHashMap<>();
        ways.put("plain", new Way(own, List.of()));
        Path archive = folder.resolve("classes.jsa");
        train(new Way(own, List.of("-XX:ArchiveClassesAtExit=" + archive)));
        ways.put("AppCDS", new Way(own, List.of("-XX:SharedArchiveFile=" + archive)));
        Optional<Path> newer = Jdks.of(NEWER);
        if (newer.isPresent()) {
            Path cache = folder.resolve("classes.aot");
            ways.put("JDK " + NEWER + ", plain", new Way(newer.get(), List.of()));
            train(new Way(newer.get(), List.of("-XX:AOTCacheOutput=" + cache)));
            ways.put("JDK " + NEWER + ", AOT cache", new Way(newer.get(), List.of("-XX:AOTCache=" + cache)));
        } else {
            System.out.println("No JDK " + NEWER + " was found; -Dnewer.jdk=<its home> names one");
        }
        Map<String, List<Double>> seconds = new LinkedHashMap<>();
        // In turns, so that a slow minute is slow for all of them.
        for (int repetition = 0; repetition < REPETITIONS; repetition++) {
            for (Map.Entry<String, Way> way : ways.entrySet()) {
                seconds.computeIfAbsent(way.getKey(), w -> new ArrayList<>()).add(start(way.getValue()));
            }
        }
        Figures figures = new Figures("Ready", "-Drepetitions=" + REPETITIONS);
        figures.head("start of serve", "median to ready, s", "fastest, s", "slowest, s");
        seconds.forEach((way, taken) -> figures.row(
                way,
                Figures.median(taken),
                taken.stream().min(Double::compare).orElseThrow(),
                taken.stream().max(Double::compare).orElseThrow()));
        figures.publish();
    }

    /** Does what the Dockerfile does to have an archive or a cache. */
    private void train(Way way) throws IOException, InterruptedException {
        Path output = folder.resolve("train.txt");
        Process demo = Product.program(way.home(), way.options(), Map.of(), List.of("demo", "--once"))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(demo.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(demo.exitValue()).as(Files.readString(output)).isZero();
    }

    /** Starts it, ends it once it is ready, and answers how long that took. */
    private double start(Way way) throws IOException, InterruptedException {
        int port = freePort();
        Path own = Files.createDirectories(folder.resolve("start" + starts++));
        Map<String, String> settings = Map.of(
                "CONSOLE_PORT", Integer.toString(port),
                "CONSOLE_PASSWORD", "of a benchmark",
                "SEGMENTATION_ENABLED", "true",
                "SANDBOX_ENABLED", "true",
                "SANDBOX_PORT", "0",
                "STORE_URL", "jdbc:h2:file:" + own.resolve("outbound"),
                "AUDIT_LOG", own.resolve("audit.jsonl").toString());
        Path output = own.resolve("output.txt");
        ProcessBuilder command = Product.program(way.home(), way.options(), settings, List.of("serve"))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        long begin = System.nanoTime();
        Process process = command.start();
        try {
            HttpRequest ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/observe/health/ready"))
                    .build();
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(10))
                    .atMost(PATIENCE)
                    .until(() -> !process.isAlive() || answers(ready));
            double taken = Figures.seconds(System.nanoTime() - begin);
            process.destroy();
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(output)).isZero();
            return taken;
        } finally {
            process.destroyForcibly();
        }
    }

    private boolean answers(HttpRequest ready) throws InterruptedException {
        try {
            return http.send(ready, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
