package io.outboundroutes.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outboundroutes.sandbox.list.ContactLists;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two lists of 200,000 contacts, 120,000 qualified, 60,000 in both, in a heap of 128 MB. */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class SyncBench {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CONTACTS = Integer.getInteger("contacts", 200_000);
    private static final String HEAP = System.getProperty("heap", "128m");
    private static final int CHUNK = 500;
    private static final int PAGE = 1000;

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0} refused")
    @ValueSource(ints = {0, 5})
    void exactlyTheContactsOfBothListsArrive(int refused) throws Exception {
        try (SandboxProcess sandbox =
                SandboxProcess.start(List.of("-Xmx512m"), "--list-contacts", Integer.toString(CONTACTS))) {
            List<String> both = onBoth(sandbox);
            List<String> bad = new ArrayList<>();
            for (int i = 0; i < refused; i++) {
                bad.add(both.get(i * both.size() / refused));
            }
            sandbox.tell("POST", "lists/rules", JSON.writeValueAsString(Map.of("refused", bad, "refusal", "404")));
            double plain = plainPagesPerSecond(sandbox);
            sandbox.clear("requests");

            long start = System.nanoTime();
            int status = run(sandbox.environment());
            double wall = Figures.seconds(System.nanoTime() - start);

            assertThat(status).as(() -> read("progress.txt")).isZero();
            JsonNode report = JSON.readTree(read("report.json"));
            JsonNode requests = sandbox.list("requests");
            publish(report, requests, wall, plain, refused);
            JsonNode counts = report.path("counts");
            int expected = both.size() - refused;
            assertThat(report.path("status").asText()).isEqualTo("SUCCEEDED");
            assertThat(counts.path("sourceRead").asInt()).isEqualTo(CONTACTS);
            assertThat(counts.path("sourceQualified").asInt()).isEqualTo(CONTACTS / 5 * 3);
            assertThat(counts.path("targetRead").asInt()).isEqualTo(CONTACTS);
            assertThat(counts.path("intersection").asInt()).isEqualTo(both.size());
            assertThat(counts.path("synced").asInt()).isEqualTo(expected);
            assertThat(counts.path("refused").asInt()).isEqualTo(refused);
            assertThat(counts.path("chunks").asInt()).isEqualTo((both.size() + CHUNK - 1) / CHUNK);
            Set<String> reported = new TreeSet<>();
            report.path("items").forEach(item -> item.path("rejectedIds").forEach(id -> reported.add(id.asText())));
            assertThat(reported).containsExactlyInAnyOrderElementsOf(bad);
            arrived(requests, both, bad);
        }
    }

    /** What the vendor took, each id once, is what was to be posted but for the refused. */
    private static void arrived(JsonNode requests, List<String> both, Collection<String> bad) throws IOException {
        Set<String> arrived = new HashSet<>();
        int whole = 0;
        for (JsonNode request : requests) {
            if (request.path("operation").asText().equals("list-add")) {
                JsonNode ids = JSON.readTree(request.path("body").asText()).path("contactIds");
                assertThat(ids.size()).isLessThanOrEqualTo(CHUNK);
                whole += ids.size() == CHUNK ? 1 : 0;
                if (request.path("status").asInt() == 200) {
                    ids.forEach(id -> assertThat(arrived.add(id.asText())).isTrue());
                }
            }
        }
        Set<String> expected = new HashSet<>(both);
        expected.removeAll(bad);
        assertThat(arrived).isEqualTo(expected);
        assertThat(whole).isEqualTo(both.size() / CHUNK);
    }

    /** The ids that are on both lists and qualify, which is three in five by the sandbox's own rule. */
    private static List<String> onBoth(SandboxProcess sandbox) throws IOException, InterruptedException {
        List<String> source = new ArrayList<>();
        sandbox.list("lists/" + ContactLists.SOURCE).forEach(id -> source.add(id.asText()));
        Set<String> target = new HashSet<>();
        sandbox.list("lists/" + ContactLists.TARGET).forEach(id -> target.add(id.asText()));
        List<String> both = new ArrayList<>();
        for (int i = 0; i < source.size(); i++) {
            if (i % 5 < 3 && target.contains(source.get(i))) {
                both.add(source.get(i));
            }
        }
        assertThat(both).hasSize(CONTACTS / 10 * 3);
        return both;
    }

    private int run(Map<String, String> sandbox) throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(sandbox);
        environment.put("STORE_URL", "jdbc:h2:file:" + folder.resolve("db/outbound"));
        environment.put("AUDIT_LOG", folder.resolve("audit.jsonl").toString());
        List<String> command = List.of("run", "engagement-sync", "--json", "-P", "cxone.rate-limit=5000/1s");
        return Product.measured(figures(), List.of("-Xmx" + HEAP), environment, command)
                .redirectOutput(folder.resolve("report.json").toFile())
                .redirectError(folder.resolve("progress.txt").toFile())
                .start()
                .waitFor();
    }

    /** What the peer allows: the same pages, one after the other, with the JDK's client and nothing done with them. */
    private static double plainPagesPerSecond(SandboxProcess sandbox) throws IOException, InterruptedException {
        String token = sandbox.token();
        int pages = Math.max(1, CONTACTS / PAGE / 4);
        sandbox.readList(token, ContactLists.SOURCE, 0);
        long start = System.nanoTime();
        for (int page = 0; page < pages; page++) {
            assertThat(sandbox.readList(token, ContactLists.SOURCE, page * PAGE))
                    .isPositive();
        }
        return pages / Figures.seconds(System.nanoTime() - start);
    }

    private void publish(JsonNode report, JsonNode requests, double wall, double plain, int refused)
            throws IOException {
        Properties used = new Properties();
        try (Reader in = Files.newBufferedReader(figures(), StandardCharsets.UTF_8)) {
            used.load(in);
        }
        double run = report.path("durationMs").asLong() / 1000.0;
        Figures figures = new Figures("Sync", "-Dcontacts=" + CONTACTS + " -Dheap=" + HEAP);
        figures.head("figure", "value");
        figures.row("refused ids among those to post", refused);
        figures.row("counts", report.path("counts"));
        figures.row("contacts read/s, of the run", 2 * CONTACTS / run);
        figures.row("wall time of the process, s", wall);
        figures.row("wall time of the run, s", run);
        figures.row("CPU time of the process, s", Figures.seconds(number(used, Measured.CPU)));
        figures.row("peak heap, MiB", number(used, Measured.PEAK_HEAP) / 1048576.0);
        figures.row("peak heap after a collection, MiB", number(used, Measured.PEAK_LIVE) / 1048576.0);
        figures.row("collections", number(used, Measured.COLLECTIONS));
        figures.row("peak resident memory, MiB", number(used, Measured.PEAK_RESIDENT) / 1024.0);
        figures.row("requests", requests.size());
        figures.row("pages/s, plain JDK client in the same minute", plain);
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
