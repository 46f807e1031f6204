package io.outboundroutes.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From the start of the process to its end. Nothing is asserted but that it ends well. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class StartBench {

    private static final int CONTACTS = 250;
    private static final int REPETITIONS = Integer.getInteger("repetitions", 5);

    @TempDir
    private Path folder;

    @Test
    void startsAndEnds() throws Exception {
        Figures figures = new Figures("Start", "-Drepetitions=" + REPETITIONS);
        try (SandboxServer sandbox =
                SandboxServer.start(SandboxOptions.defaults().withContacts(CONTACTS))) {
            Map<String, String> environment = environment(sandbox);
            List<Double> bare = new ArrayList<>();
            List<Double> version = new ArrayList<>();
            List<Double> dryRun = new ArrayList<>();
            // In turns, so that a slow minute is slow for all of them.
            for (int repetition = 0; repetition < REPETITIONS; repetition++) {
                bare.add(time(Product.java(List.of("-version"))));
                version.add(time(Product.program(List.of(), Map.of(), List.of("--version"))));
                environment.put(
                        "STORE_URL",
                        "jdbc:h2:file:" + folder.resolve("db" + repetition).resolve("outbound"));
                dryRun.add(time(Product.program(
                        List.of(), environment, List.of("run", "contact-segmentation", "--dry-run", "--json"))));
            }
            figures.head("command", "median, s", "fastest, s", "slowest, s", "times java -version");
            row(figures, "java -version", bare, bare);
            row(figures, "outbound --version", version, bare);
            row(figures, "outbound run contact-segmentation --dry-run (" + CONTACTS + " contacts)", dryRun, bare);
        }
        figures.publish();
    }

    private Map<String, String> environment(SandboxServer sandbox) {
        return new HashMap<>(Map.of(
                "GENESYS_BASE_URL", sandbox.baseUri().toString(),
                "GENESYS_CLIENT_ID", sandbox.options().clientId(),
                "GENESYS_CLIENT_SECRET", sandbox.options().clientSecret(),
                "AUDIT_LOG", folder.resolve("audit.jsonl").toString()));
    }

    private static void row(Figures figures, String command, List<Double> seconds, List<Double> bare) {
        double median = Figures.median(seconds);
        figures.row(
                command,
                median,
                seconds.stream().min(Double::compare).orElseThrow(),
                seconds.stream().max(Double::compare).orElseThrow(),
                median / Figures.median(bare));
    }

    private double time(ProcessBuilder command) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        command.redirectErrorStream(true).redirectOutput(output.toFile());
        long start = System.nanoTime();
        int status = command.start().waitFor();
        double seconds = Figures.seconds(System.nanoTime() - start);
        assertThat(status).as(() -> read(output)).isZero();
        return seconds;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
