package io.outboundroutes.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;

/**
 * Alert rules and dashboard, judged by Prometheus's own tool ({@code promtool}, of Debian's package {@code prometheus}). Without
 * it the tests are skipped; with {@code CI=true} that is a failure.
 */
class PromtoolTest {

    static final Path ALERTS = Path.of("docs/prometheus/alerts.yaml");
    static final Path ALERT_TESTS = Path.of("docs/prometheus/alerts-test.yaml");

    private static Path promtool;

    @TempDir
    Path folder;

    @BeforeAll
    static void findIt() {
        Optional<Path> found = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> Path.of(directory, "promtool"))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty()) {
            System.out.println("house: SKIPPED, alert rules and dashboard are not judged: no promtool on the PATH"
                    + " (Debian: apt-get install --no-install-recommends prometheus)");
            assertThat(System.getenv("CI")).as("CI, without promtool").isNotEqualTo("true");
        }
        assumeThat(found).as("promtool is on the PATH").isPresent();
        promtool = found.get();
    }

    @Test
    void theAlertRulesAreRight() throws Exception {
        String told = succeeds("check", "rules", ALERTS.toString());
        System.out.println("house: promtool on the alert rules: " + told.lines().toList());
        assertThat(told).containsPattern("SUCCESS: [1-9][0-9]* rules found");
    }

    @Test
    void everyAlertFiresWhenItShouldAndNotBefore() throws Exception {
        assertThat(succeeds("test", "rules", ALERT_TESTS.toString())).contains("SUCCESS");
    }

    @Test
    void everyQueryOfTheDashboardIsPromQl() throws Exception {
        List<String> expressions = Dashboard.read().expressions();
        System.out.println("house: promtool judges " + expressions.size() + " queries of the dashboard");
        assertThat(expressions).hasSizeGreaterThan(30);
        succeeds("check", "rules", rules(expressions).toString());
    }

    @Test
    void whatIsNoPromQlIsRefused() throws Exception {
        Path wrong = rules(List.of("sum by (workflow) (outbound_runs_total{workflow=~\"$undeclared\"}[5m])"));
        assertThat(run("check", "rules", wrong.toString()).exitCode()).isNotZero();
    }

    /** A rules file that records each of the expressions. */
    private Path rules(List<String> expressions) throws IOException {
        List<Map<String, String>> recorded = new ArrayList<>();
        for (String expression : expressions) {
            Map<String, String> rule = new LinkedHashMap<>();
            rule.put("record", "dashboard:query:" + recorded.size());
            rule.put("expr", expression);
            recorded.add(rule);
        }
        Map<String, Object> group = new LinkedHashMap<>();
        group.put("name", "dashboard");
        group.put("rules", recorded);
        String yaml = new Dump(DumpSettings.builder().build()).dumpToString(Map.of("groups", List.of(group)));
        return Files.writeString(folder.resolve("rules.yaml"), yaml, StandardCharsets.UTF_8);
    }

    private static String succeeds(String... arguments) throws Exception {
        Steps.Ran ran = run(arguments);
        assertThat(ran.exitCode()).as(ran.output()).isZero();
        return ran.output();
    }

    private static Steps.Ran run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(promtool.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Steps.Ran(process.waitFor(), told);
    }
}
