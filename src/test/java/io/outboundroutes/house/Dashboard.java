package io.outboundroutes.house;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The shipped Grafana dashboard, as far as it asks Prometheus.
 *
 * @param queries what its panels ask, with Grafana's variables in them
 * @param variables what fills its drop-downs, by name
 */
public record Dashboard(List<Query> queries, Map<String, String> variables) {

    static final Path FILE = Path.of("docs/grafana/outbound-routes.json");

    /** Grafana's own variables, and what stands for them when an expression is looked at by itself. */
    private static final Map<String, String> BUILT_IN =
            Map.of("__rate_interval", "5m", "__interval", "1m", "__range", "6h");

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([A-Za-z_]+)}?");
    private static final Pattern LABELS_OF = Pattern.compile("label_values\\(([a-z_]+), ([a-z_]+)\\)");

    /** One expression of a panel, and how its series are labelled. */
    public record Query(String panel, String expression, String legend) {}

    /** Reads the shipped file. */
    public static Dashboard read() {
        try {
            JsonNode root = new ObjectMapper().readTree(FILE.toFile());
            List<Query> queries = new ArrayList<>();
            for (JsonNode panel : root.path("panels")) {
                for (JsonNode target : panel.path("targets")) {
                    queries.add(new Query(
                            panel.path("title").asText(),
                            target.path("expr").asText(),
                            target.path("legendFormat").asText()));
                }
            }
            Map<String, String> variables = new LinkedHashMap<>();
            for (JsonNode variable : root.path("templating").path("list")) {
                variables.put(
                        variable.path("name").asText(),
                        variable.path("query").path("query").asText());
            }
            return new Dashboard(queries, variables);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The expression as Prometheus is sent it; an undeclared variable stays, and is no PromQL. */
    String resolved(Query query) {
        return VARIABLE.matcher(query.expression())
                .replaceAll(found -> Matcher.quoteReplacement(BUILT_IN.getOrDefault(
                        found.group(1), variables.containsKey(found.group(1)) ? ".*" : found.group())));
    }

    /** What the drop-downs ask, as an expression that names metric and label. */
    List<String> variableExpressions() {
        List<String> expressions = new ArrayList<>();
        variables.forEach((name, query) -> {
            Matcher labels = LABELS_OF.matcher(query);
            if (labels.matches()) {
                expressions.add("count by (" + labels.group(2) + ") (" + labels.group(1) + ")");
            } else if (!name.equals("datasource")) {
                throw new AssertionError(
                        "'" + query + "' of the variable " + name + " is no label_values(metric, label)");
            }
        });
        return expressions;
    }

    /** Everything that is asked, resolved. */
    public List<String> expressions() {
        List<String> all = new ArrayList<>(queries.stream().map(this::resolved).toList());
        all.addAll(variableExpressions());
        return all;
    }

    /** The labels that legends show. */
    Set<String> legendLabels() {
        Set<String> labels = new TreeSet<>();
        Pattern shown = Pattern.compile("\\{\\{([A-Za-z_]+)}}");
        queries.forEach(query -> shown.matcher(query.legend()).results().forEach(r -> labels.add(r.group(1))));
        return labels;
    }
}
