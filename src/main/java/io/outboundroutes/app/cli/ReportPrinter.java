package io.outboundroutes.app.cli;

import java.io.PrintStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Prints a report for people: what ran where, what came of it, item by item. Stateless. */
final class ReportPrinter {

    private static final int MOST_ITEMS = 50;
    /** Fields too wide for a table; {@code --json} and {@code runs show --json} have them. */
    private static final Set<String> TOO_WIDE = Set.of("query", "body", "groupKey");

    private ReportPrinter() {}

    static void print(Report report, PrintStream out) {
        Map<?, ?> target = report.object("target");
        out.printf("%n%s: %s%n", report.text("workflow"), report.text("status"));
        out.printf(
                "  run %s, %s, asked by %s, %s ms%n",
                report.text("runId"), report.text("mode"), report.text("trigger"), report.text("durationMs"));
        if (!target.isEmpty()) {
            out.printf(
                    "  against %s at %s (dialect %s)%s%n",
                    target.get("vendor"),
                    target.get("host"),
                    target.get("dialect"),
                    Boolean.TRUE.equals(target.get("sandbox")) ? ", the sandbox, not the vendor" : "");
        }
        if (!report.text("resumedFrom").isEmpty()) {
            out.printf("  went on with the stored plan of run %s%n", report.text("resumedFrom"));
        }
        out.printf("  %s%n", counts(report));
        out.printf("  webhook: %s%n", report.text("webhook"));
        items(report, out);
        problems("warnings", report.objects("warnings"), out);
        problems("errors", report.objects("errors"), out);
    }

    /** The counts that are not zero. */
    static String counts(Report report) {
        String counts = report.object("counts").entrySet().stream()
                .filter(count -> !"0".equals(String.valueOf(count.getValue())))
                .map(count -> count.getKey() + " " + count.getValue())
                .collect(Collectors.joining(", "));
        return counts.isEmpty() ? "nothing counted" : counts;
    }

    private static void items(Report report, PrintStream out) {
        List<Map<?, ?>> items = report.objects("items");
        if (items.isEmpty()) {
            return;
        }
        Set<String> columns = new LinkedHashSet<>();
        items.stream().limit(MOST_ITEMS).forEach(item -> item.keySet().forEach(name -> columns.add(name.toString())));
        columns.removeAll(TOO_WIDE);
        Table table = new Table(List.copyOf(columns));
        items.stream()
                .limit(MOST_ITEMS)
                .forEach(item -> table.row(columns.stream()
                        .map(column -> Report.shown(item.get(column)))
                        .toList()));
        out.println();
        out.print(table.render());
        long total = Long.parseLong(report.text("itemsTotal"));
        if (total > MOST_ITEMS) {
            out.printf("  … and %d more; --json shows up to 1000%n", total - MOST_ITEMS);
        }
    }

    private static void problems(String title, List<Map<?, ?>> problems, PrintStream out) {
        if (problems.isEmpty()) {
            return;
        }
        out.printf("%n  %s:%n", title);
        problems.forEach(problem -> out.printf("  - %s: %s%n", problem.get("code"), problem.get("message")));
    }
}
