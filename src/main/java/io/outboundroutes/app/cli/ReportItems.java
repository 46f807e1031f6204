package io.outboundroutes.app.cli;

import io.outboundroutes.platform.run.WorkflowProfile;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Prints the items of a report for people: a table of them, and beneath it what is to be known of those that are not done,
 * in full. Stateless.
 */
final class ReportItems {

    private static final int MOST_ROWS = 50;
    private static final int MOST_TOLD = 20;

    /** Fields that programs want and people do not; {@code --json} and {@code runs show --json} have them. */
    private static final Set<String> JSON_ONLY = Set.of(
            "row",
            "query",
            "body",
            "groupKey",
            "violations",
            "job",
            "wouldFollow",
            "registeredAt",
            "lookedAt",
            "retrievedAt",
            "differences",
            "rejectedIds");

    /** What an item is called by, the first that it has. */
    private static final List<String> NAMES = List.of("segmentName", "externalContactId", "campaignId", "from");

    /** Outcomes that leave nothing to be done; a segment whose group is gone is wanted by nobody. */
    private static final Set<String> NEUTRAL = Set.of("obsolete");

    private static final String UNKNOWN = "unknown";

    private ReportItems() {}

    /** How a person decides about writes that nobody can tell of. */
    static String wayOut(String id) {
        return "'outbound replay " + id
                + "' looks up what the vendor can tell. Of the rest, see there whether it arrived,"
                + " and add --unknown=settled (it did) or --unknown=resend (it did not)";
    }

    static void print(Report report, PrintStream out) {
        List<Map<?, ?>> items = report.objects("items");
        if (items.isEmpty()) {
            return;
        }
        List<Map<String, Object>> cells =
                items.stream().limit(MOST_ROWS).map(ReportItems::cells).toList();
        Set<String> columns = new LinkedHashSet<>();
        cells.forEach(row -> columns.addAll(row.keySet()));
        Table table = new Table(List.copyOf(columns));
        cells.forEach(row -> table.row(columns.stream()
                .map(column -> Report.shown(text(row.get(column))))
                .toList()));
        out.println();
        out.print(table.render());
        long total = Long.parseLong(report.text("itemsTotal"));
        if (total > MOST_ROWS) {
            out.printf("  … and %d more; --json shows up to 1000%n", total - MOST_ROWS);
        }
        notDone(report, items, total, out);
    }

    /** An item's columns: what is a table itself, such as the metrics of a campaign, becomes columns of its own. */
    private static Map<String, Object> cells(Map<?, ?> item) {
        Map<String, Object> cells = new LinkedHashMap<>();
        item.forEach((key, value) -> {
            String name = String.valueOf(key);
            if (JSON_ONLY.contains(name)) {
                return;
            }
            if (value instanceof Map<?, ?> inner) {
                inner.forEach((column, cell) -> cells.put(String.valueOf(column), cell));
            } else {
                cells.put(name, value);
            }
        });
        return cells;
    }

    private static void notDone(Report report, List<Map<?, ?>> items, long total, PrintStream out) {
        List<Map<?, ?>> open = items.stream().filter(item -> !isDone(item)).toList();
        if (open.isEmpty()) {
            return;
        }
        out.printf("%n  not done:%n");
        open.stream().limit(MOST_TOLD).forEach(item -> out.printf("  - %s%n", Table.line(told(item))));
        // The report holds those that are not done first; when they fill it, there may be more of them.
        boolean all = open.size() < items.size() || items.size() == total;
        if (open.size() > MOST_TOLD || !all) {
            out.printf(
                    "  … %s%d more: runs show %s --json%n",
                    all ? "" : "at least ", Math.max(0, open.size() - MOST_TOLD), report.text("runId"));
        }
        if (open.stream().anyMatch(item -> UNKNOWN.equals(item.get("outcome")))) {
            out.printf("%n  of unknown fate: %s%n", wayOut(report.text("runId")));
        }
    }

    private static boolean isDone(Map<?, ?> item) {
        String outcome = String.valueOf(item.get("outcome"));
        return WorkflowProfile.DONE.contains(outcome) || NEUTRAL.contains(outcome);
    }

    /** One item that is not done: which it is, why, and what is wrong with each of its fields. */
    private static String told(Map<?, ?> item) {
        String name = NAMES.stream()
                .filter(item::containsKey)
                .findFirst()
                .map(field -> text(item.get(field)) + row(item) + ": ")
                .orElse(item.containsKey("row") ? "row " + text(item.get("row")) + ": " : "");
        Object reason = item.get("reason");
        String told = name + (reason == null ? item.get("outcome") : reason);
        return item.get("violations") instanceof List<?> violations
                ? told + " (" + violations.stream().map(ReportItems::violation).collect(Collectors.joining("; ")) + ")"
                : told;
    }

    private static String row(Map<?, ?> item) {
        return item.containsKey("row") ? ", row " + text(item.get("row")) : "";
    }

    private static String violation(@Nullable Object violation) {
        if (!(violation instanceof Map<?, ?> fields)) {
            return text(violation);
        }
        String got = fields.containsKey("got") ? " got " + text(fields.get("got")) + "," : "";
        return text(fields.get("field")) + got + " expected " + text(fields.get("expected"));
    }

    /** A value for people, never as Java prints it. */
    private static String text(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(ReportItems::text).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            List<String> entries = new ArrayList<>();
            map.forEach((name, entry) -> entries.add(name + " " + text(entry)));
            return String.join(", ", entries);
        }
        return value == null ? "" : value.toString();
    }
}
