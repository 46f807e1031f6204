package io.outboundroutes.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A million contacts in a heap of 128 MB. */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class MillionBench {

    /** Selects every contact that the sandbox makes up. */
    private static final String ALL = "status:*";

    private static final int PAGE = 250;
    private static final int CONTACTS = Integer.getInteger("contacts", 1_000_000);
    private static final String HEAP = System.getProperty("heap", "128m");

    @TempDir
    private Path folder;

    @Test
    void aMillionContactsFitIntoASmallHeap() throws Exception {
        int pages = (CONTACTS + PAGE - 1) / PAGE;
        try (SandboxProcess sandbox = SandboxProcess.start(List.of("-Xmx768m"), CONTACTS)) {
            double plain = plainPagesPerSecond(sandbox, Math.max(1, pages / 10));
            sandbox.clear("requests");

            long start = System.nanoTime();
            int status = run(sandbox.environment());
            double wall = Figures.seconds(System.nanoTime() - start);

            assertThat(status).as(() -> read("progress.txt")).isZero();
            JsonNode report = new ObjectMapper().readTree(read("report.json"));
            JsonNode counts = report.path("counts");
            JsonNode requests = sandbox.list("requests");
            publish(report, requests, wall, plain);
            assertThat(report.path("status").asText()).isEqualTo("SUCCEEDED");
            assertThat(counts.path("contacts").asLong()).isEqualTo(CONTACTS);
            assertThat(counts.path("duplicates").asLong()).isZero();
            // all9: page 1 is read again at the end, and brings nothing new.
            assertThat(counts.path("pages").asLong()).isEqualTo(pages + 1);
            assertThat(counts.path("created").asLong())
                    .isPositive()
                    .isEqualTo(sandbox.list("segments").size());
        }
    }

    private int run(Map<String, String> sandbox) throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(sandbox);
        environment.put("STORE_URL", "jdbc:h2:file:" + folder.resolve("db/outbound"));
        environment.put("AUDIT_LOG", folder.resolve("audit.jsonl").toString());
        environment.put("SEGMENTATION_QUERY", ALL);
        List<String> command = List.of("run", "contact-segmentation", "--json", "-P", "genesys.rate-limit=5000/1s");
        return Product.measured(figures(), List.of("-Xmx" + HEAP), environment, command)
                .redirectOutput(folder.resolve("report.json").toFile())
                .redirectError(folder.resolve("progress.txt").toFile())
                .start()
                .waitFor();
    }

    /**
     * What the peer allows: the same pages, one after the other, with the JDK's client and nothing done with them. The
     * sandbox sorts its contacts at the first of them, which therefore does not count.
     */
    private static double plainPagesPerSecond(SandboxProcess sandbox, int pages)
            throws IOException, InterruptedException {
        String token = sandbox.token();
        assertThat(sandbox.readPage(token, ALL, 1)).isPositive();
        long start = System.nanoTime();
        for (int page = 1; page <= pages; page++) {
            assertThat(sandbox.readPage(token, ALL, page)).isPositive();
        }
        return pages / Figures.seconds(System.nanoTime() - start);
    }

    private void publish(JsonNode report, JsonNode requests, double wall, double plain) throws IOException {
        Properties used = new Properties();
        try (Reader in = Files.newBufferedReader(figures(), StandardCharsets.UTF_8)) {
            used.load(in);
        }
        double run = report.path("durationMs").asLong() / 1000.0;
        double pages = report.path("counts").path("pages").asDouble();
        Figures figures = new Figures("Million", "-Dcontacts=" + CONTACTS + " -Dheap=" + HEAP);
        figures.head("figure", "value");
        figures.row("counts", report.path("counts"));
        figures.row("contacts/s, of the run", CONTACTS / run);
        figures.row("wall time of the process, s", wall);
        figures.row("wall time of the run, s", run);
        figures.row("CPU time of the process, s", Figures.seconds(number(used, Measured.CPU)));
        figures.row("peak heap, MiB", number(used, Measured.PEAK_HEAP) / 1048576.0);
        figures.row("peak heap after a collection, MiB", number(used, Measured.PEAK_LIVE) / 1048576.0);
        figures.row("collections", number(used, Measured.COLLECTIONS));
        figures.row("peak resident memory, MiB", number(used, Measured.PEAK_RESIDENT) / 1024.0);
        figures.row("requests", requests.size());
        figures.row("pages/s, of the run", pages / run);
        figures.row("pages/s, plain JDK client in the same minute", plain);
        figures.row("share of the plain client's pace, %", 100 * pages / run / plain);
        figures.publish();
    }

    private static long number(Properties figures, String name) {
        return Long.parseLong(figures.getProperty(name, "0"));
    }

    private Path figures() {
        return folder.resolve("figures.properties");
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
