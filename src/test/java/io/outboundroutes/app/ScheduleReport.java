package io.outboundroutes.app;

import io.outboundroutes.platform.run.Mode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A report of campaign-schedules as tests ask it. */
record ScheduleReport(Map<?, ?> json) {

    static ScheduleReport run(TestHouse house, Object... rows) {
        return new ScheduleReport(house.run(SchedulesSteps.WORKFLOW, Mode.LIVE, false, ScheduleRows.rows(rows)));
    }

    String status() {
        return String.valueOf(json.get("status"));
    }

    String runId() {
        return String.valueOf(json.get("runId"));
    }

    List<Map<?, ?>> items() {
        return ((List<?>) json.get("items"))
                .stream().<Map<?, ?>>map(item -> (Map<?, ?>) item).toList();
    }

    Map<?, ?> item(int index) {
        return items().get(index);
    }

    /** The one item with this outcome. */
    Map<?, ?> item(String outcome) {
        List<Map<?, ?>> found = items().stream()
                .filter(item -> outcome.equals(item.get("outcome")))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError("There is not one " + outcome + " but " + found + " in " + json);
        }
        return found.get(0);
    }

    /** Some counts, joined by spaces. */
    String counts(String... names) {
        Map<?, ?> counts = (Map<?, ?>) json.get("counts");
        return Stream.of(names).map(name -> String.valueOf(counts.get(name))).collect(Collectors.joining(" "));
    }

    List<String> warningCodes() {
        return ((List<?>) json.get("warnings"))
                .stream()
                        .map(warning -> String.valueOf(((Map<?, ?>) warning).get("code")))
                        .toList();
    }
}
