package io.outboundroutes.bench;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code outbound serve} in a directory of its own, killed and started again. Used by one thread, asked by several. */
final class BenchNode implements AutoCloseable {

    /** Who acts through the REST API; the program knows the hash. */
    static final String TOKEN = "a-token-of-the-benchmark-a-token";

    /** {@code printf %s "$TOKEN" | sha256sum}. */
    static final String TOKEN_HASH = "sha256:42de830f4e1c57ad1c7b9b72263bc3be19693e632f10787853834346343044e0";

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern HEALTH = Pattern.compile("health at (http://[^/]+)/");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final Path home;
    private final Map<String, String> settings;
    private final List<String> jvm;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private Process process;
    private Path log;
    private int starts;
    private volatile URI base;

    /** One that compiles for a short life only. */
    BenchNode(String name, Path folder, Map<String, String> settings) throws IOException {
        this(name, folder, settings, List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"));
    }

    /** @param jvm options of its JVM, besides those of the launcher */
    BenchNode(String name, Path folder, Map<String, String> settings, List<String> jvm) throws IOException {
        this.name = name;
        this.jvm = List.copyOf(jvm);
        this.home = Files.createDirectories(folder.resolve(name));
        this.settings = new TreeMap<>(settings);
        this.settings.put("AUDIT_LOG", audit().toString());
        this.settings.put("CONSOLE_PORT", "0");
    }

    Path audit() {
        return home.resolve("audit.jsonl");
    }

    String name() {
        return name;
    }

    /** How often it was started. */
    int starts() {
        return starts;
    }

    /** The number of its process, which is a part of the name that runs know it by. */
    long pid() {
        return process.pid();
    }

    /** Starts it; it need not be at work yet when this returns. */
    void start() throws IOException {
        starts++;
        log = home.resolve("serve-" + starts + ".log");
        process = Product.program(jvm, settings, List.of("serve"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** Waits until its schedules fire. */
    void awaitAtWork() {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
            String told = Files.readString(log);
            if (!process.isAlive()) {
                throw new AssertionError(name + " ended: " + told);
            }
            Matcher health = HEALTH.matcher(told);
            boolean serves = told.contains("SIGTERM or Ctrl-C stops it") && health.find();
            if (serves) {
                base = URI.create(health.group(1));
            }
            return serves;
        });
    }

    void kill() throws InterruptedException {
        base = null;
        process.destroyForcibly();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("A killed process does not end");
        }
    }

    /** Posts to its API; the run that it answers, or empty when nobody is there or it is refused. */
    Optional<String> post(String path, String key, String body) throws InterruptedException {
        URI there = base;
        if (there == null) {
            return Optional.empty();
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(there.resolve("/api" + path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + TOKEN);
        if (key.isEmpty()) {
            request.POST(BodyPublishers.noBody());
        } else {
            request.header("Idempotency-Key", key)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body));
        }
        try {
            HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
            JsonNode json = JSON.readTree(answer.body());
            return answer.statusCode() == 202 ? Optional.of(json.path("runId").asText()) : Optional.empty();
        } catch (IOException e) {
            // It was killed.
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(40, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
