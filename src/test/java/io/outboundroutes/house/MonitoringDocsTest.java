package io.outboundroutes.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.outboundroutes.platform.metrics.Metric;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The README's table of metrics and the example alert rules against the figures that there are. */
class MonitoringDocsTest {

    private static final Path README = Path.of("README.md");
    private static final Path ALERTS = Path.of("examples/prometheus-alerts.yaml");
    private static final Pattern NAME = Pattern.compile("\\boutbound_[a-z_]+");
    private static final Pattern SELECTOR = Pattern.compile("\\b(outbound_[a-z_]+)\\{([^}]*)}");
    private static final Pattern DURATION = Pattern.compile("[0-9]+[smhd]");

    @Test
    void theTableListsEveryFigureWithTypeLabelsAndMeaning() throws IOException {
        List<String> told = Files.readAllLines(README, StandardCharsets.UTF_8).stream()
                .filter(line -> line.matches("\\| `outbound_[a-z_]+` \\| (counter|gauge|histogram|summary) \\|.*"))
                .toList();
        System.out.println("house: " + told.size() + " metrics in README.md");
        assertThat(told)
                .containsExactlyElementsOf(Arrays.stream(Metric.values())
                        .map(MonitoringDocsTest::row)
                        .toList());
    }

    private static String row(Metric metric) {
        String labels = metric.labels().stream().map(label -> "`" + label + "`").collect(Collectors.joining(", "));
        return "| `" + metric.scraped() + "` | " + metric.type() + " | " + labels + " | " + metric.help() + " |";
    }

    @Test
    void figuresNamedInTheDocumentsExistWithTheirLabels() throws IOException {
        List<String> unknown = new ArrayList<>();
        int seen = 0;
        Map<Path, String> documents =
                Map.of(README, monitoring(), ALERTS, Files.readString(ALERTS, StandardCharsets.UTF_8));
        for (Map.Entry<Path, String> each : documents.entrySet()) {
            Path document = each.getKey();
            String text = each.getValue();
            for (String name : found(NAME, text)) {
                seen++;
                if (metric(name) == null && !name.endsWith("_")) {
                    unknown.add(document + ": " + name);
                }
            }
            Matcher selector = SELECTOR.matcher(text);
            while (selector.find()) {
                Metric metric = metric(selector.group(1));
                for (String label : selector.group(2).split(",", -1)) {
                    if (metric == null || !metric.labels().contains(label.split("=", 2)[0].strip())) {
                        unknown.add(document + ": " + selector.group());
                    }
                }
            }
        }
        System.out.println("house: " + seen + " metrics named in documents and alert rules");
        assertThat(seen).isGreaterThan(30);
        assertThat(unknown).isEmpty();
    }

    @Test
    void theAlertRulesAreWhatPrometheusReads() throws IOException {
        Map<?, ?> file = (Map<?, ?>) yaml(Files.readString(ALERTS, StandardCharsets.UTF_8));
        assertThat(file.keySet()).isEqualTo(Set.of("groups"));
        Set<String> names = new TreeSet<>();
        for (Object group : (List<?>) file.get("groups")) {
            assertThat(((Map<?, ?>) group).keySet()).isEqualTo(Set.of("name", "rules"));
            for (Object each : (List<?>) ((Map<?, ?>) group).get("rules")) {
                Map<?, ?> rule = (Map<?, ?>) each;
                String name = (String) rule.get("alert");
                assertThat(names.add(name)).as(name).isTrue();
                assertThat(rule.keySet().stream().map(String.class::cast))
                        .as(name)
                        .isSubsetOf("alert", "expr", "for", "labels", "annotations");
                String expression = (String) rule.get("expr");
                assertThat(found(NAME, expression)).as(name).isNotEmpty();
                assertThat(expression.chars().filter(c -> c == '(').count())
                        .as(name)
                        .isEqualTo(expression.chars().filter(c -> c == ')').count());
                assertThat(rule.get("for") == null
                                || DURATION.matcher((String) rule.get("for")).matches())
                        .as(name)
                        .isTrue();
                assertThat(((Map<?, ?>) rule.get("labels")).get("severity")).isIn("critical", "warning", "info");
                assertThat(((Map<?, ?>) rule.get("annotations")).keySet()).isEqualTo(Set.of("summary", "action"));
            }
        }
        System.out.println("house: alert rules " + names);
        assertThat(names).contains("OutboundLastSuccessTooOld", "OutboundOutboxBacklog", "OutboundBreakerOpen");
    }

    @Test
    void theScrapeConfigurationAsksWhereTheMetricsAre() throws IOException {
        String text = monitoring();
        int from = text.indexOf("```yaml\nscrape_configs:") + "```yaml\n".length();
        Map<?, ?> file = (Map<?, ?>) yaml(text.substring(from, text.indexOf("```", from)));
        Map<?, ?> job = (Map<?, ?>) ((List<?>) file.get("scrape_configs")).get(0);
        assertThat(job.get("metrics_path")).isEqualTo("/observe/metrics");
        assertThat(job.get("authorization").toString()).contains("Bearer");
    }

    /** With Prometheus's own tool, where there is one: it knows the expressions too. */
    @Test
    void promtoolAcceptsTheAlertRules() throws Exception {
        Optional<Path> promtool = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "promtool"))
                .filter(Files::isExecutable)
                .findFirst();
        assumeThat(promtool).as("promtool is on the path").isPresent();
        Process check = new ProcessBuilder(promtool.get().toString(), "check", "rules", ALERTS.toString())
                .redirectErrorStream(true)
                .start();
        String told = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(check.waitFor()).as(told).isZero();
    }

    private static String monitoring() throws IOException {
        String text = Files.readString(README, StandardCharsets.UTF_8);
        return text.substring(text.indexOf("\n### Monitoring\n"), text.indexOf("\n### Docker\n"));
    }

    private static Metric metric(String name) {
        String base = name.replaceFirst("_(count|sum|bucket|max)$", "");
        return Arrays.stream(Metric.values())
                .filter(metric -> metric.scraped().equals(name)
                        || (Set.of("histogram", "summary").contains(metric.type())
                                && metric.scraped().equals(base)))
                .findFirst()
                .orElse(null);
    }

    private static Set<String> found(Pattern pattern, String text) {
        Set<String> names = new LinkedHashSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group());
        }
        return names;
    }

    private static Object yaml(String text) {
        return new Load(LoadSettings.builder().build()).loadFromString(text);
    }
}
