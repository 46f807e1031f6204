package io.outboundroutes.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.platform.metrics.Metric;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The README's table of metrics, the alert rules and the dashboard against the figures that there are. */
class MonitoringDocsTest {

    private static final Path README = Path.of("README.md");
    private static final Path ALERTS = PromtoolTest.ALERTS;
    private static final Pattern NAME = Pattern.compile("\\boutbound_[a-z_]+");
    private static final Pattern SELECTOR = Pattern.compile("\\b(outbound_[a-z_]+)\\{([^}]*)}");
    private static final Pattern DURATION = Pattern.compile("[0-9]+[smhd]");
    private static final Pattern GROUPED = Pattern.compile("\\b(?:by|without) \\(([^)]*)\\)");
    /** What Prometheus adds to every target, and to histograms. */
    private static final Set<String> ADDED = Set.of("job", "instance", "le");

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
        Map<Path, String> documents = Map.of(
                README,
                monitoring(),
                ALERTS,
                Files.readString(ALERTS, StandardCharsets.UTF_8),
                Dashboard.FILE,
                String.join("\n", Dashboard.read().expressions()));
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
                    String name = label.split("[=!]", 2)[0].strip();
                    if (!ADDED.contains(name)
                            && (metric == null || !metric.labels().contains(name))) {
                        unknown.add(document + ": " + selector.group());
                    }
                }
            }
        }
        System.out.println("house: " + seen + " metrics named in documents, alert rules and dashboard");
        assertThat(seen).isGreaterThan(60);
        assertThat(unknown).isEmpty();
    }

    @Test
    void theDashboardShowsEveryFigureAndGroupsByLabelsThatThereAre() {
        Dashboard dashboard = Dashboard.read();
        String asked = String.join("\n", dashboard.expressions());
        Set<String> labels = Arrays.stream(Metric.values())
                .flatMap(metric -> metric.labels().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        labels.addAll(ADDED);
        // Of Camel's figures.
        labels.add("routeId");
        Set<String> grouped = GROUPED.matcher(asked)
                .results()
                .flatMap(found -> Stream.of(found.group(1).split(",", -1)))
                .map(String::strip)
                .collect(Collectors.toCollection(TreeSet::new));
        System.out.println("house: " + dashboard.queries().size() + " queries of the dashboard, grouped by " + grouped);
        assertThat(grouped).isNotEmpty().isSubsetOf(labels);
        assertThat(dashboard.legendLabels()).isNotEmpty().isSubsetOf(labels);
        assertThat(asked).as("variables that nothing declares").doesNotContain("$");
        assertThat(Arrays.stream(Metric.values()).map(Metric::scraped))
                .as("figures on the dashboard")
                .allMatch(asked::contains);
        assertThat(dashboard.queries())
                .as("panels without a title or legend")
                .allMatch(query -> !query.panel().isBlank() && !query.legend().isBlank());
    }

    @Test
    void everyAlertIsSeenToFireByATest() throws IOException {
        Map<?, ?> file = (Map<?, ?>) yaml(Files.readString(PromtoolTest.ALERT_TESTS, StandardCharsets.UTF_8));
        Set<String> fired = new TreeSet<>();
        Set<String> silent = new TreeSet<>();
        for (Object test : (List<?>) file.get("tests")) {
            for (Object each : (List<?>) ((Map<?, ?>) test).get("alert_rule_test")) {
                Map<?, ?> expectation = (Map<?, ?>) each;
                boolean fires = !((List<?>) expectation.get("exp_alerts")).isEmpty();
                (fires ? fired : silent).add((String) expectation.get("alertname"));
            }
        }
        Set<String> rules =
                found(Pattern.compile("(?<=- alert: )\\w+"), Files.readString(ALERTS, StandardCharsets.UTF_8));
        System.out.println("house: " + rules.size() + " alerts, each seen to fire and to be silent");
        assertThat(rules).isNotEmpty();
        assertThat(fired).containsExactlyInAnyOrderElementsOf(rules);
        assertThat(silent).containsExactlyInAnyOrderElementsOf(rules);
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
