package io.outboundroutes.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A run's report as tests ask it. */
record Report(Map<?, ?> json) {

    private static final List<String> OUTCOMES =
            List.of("created", "unchanged", "differs", "exists", "obsolete", "planned", "sent", "failed", "unknown");

    String status() {
        return text(json, "status");
    }

    String runId() {
        return text(json, "runId");
    }

    String webhook() {
        return text(json, "webhook");
    }

    long count(String name) {
        return ((Map<?, ?>) json.get("counts")).get(name) instanceof Number number ? number.longValue() : 0;
    }

    long itemsTotal() {
        return ((Number) json.get("itemsTotal")).longValue();
    }

    List<Map<?, ?>> items() {
        return maps("items").toList();
    }

    /** Segment name to outcome. */
    Map<String, String> outcomes() {
        Map<String, String> outcomes = new TreeMap<>();
        items().forEach(item -> outcomes.put(text(item, "segmentName"), text(item, "outcome")));
        return outcomes;
    }

    List<String> warningTexts() {
        return maps("warnings").map(warning -> text(warning, "message")).toList();
    }

    List<String> warningCodes() {
        return maps("warnings").map(warning -> text(warning, "code")).toList();
    }

    List<Map<?, ?>> errors() {
        return maps("errors").toList();
    }

    List<String> errorCodes() {
        return errors().stream().map(error -> text(error, "code")).toList();
    }

    /** Every item has exactly one outcome, and the counts say so (all12). */
    void assertHonestCounts() {
        assertThat(OUTCOMES.stream().mapToLong(this::count).sum())
                .as("the sum of the outcomes' counts of %s", json.get("counts"))
                .isEqualTo(itemsTotal());
        for (String outcome : OUTCOMES) {
            assertThat(outcomes().values().stream().filter(outcome::equals).count())
                    .as("items with outcome %s", outcome)
                    .isEqualTo(count(outcome));
        }
    }

    static String text(Map<?, ?> map, String field) {
        return String.valueOf(map.get(field));
    }

    private Stream<Map<?, ?>> maps(String field) {
        return ((List<?>) json.get(field)).stream().map(one -> (Map<?, ?>) one);
    }

    @Override
    public String toString() {
        return status() + " " + json.get("counts") + " errors " + json.get("errors") + " warnings "
                + json.get("warnings");
    }
}
