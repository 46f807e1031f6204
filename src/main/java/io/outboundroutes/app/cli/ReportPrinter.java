package io.outboundroutes.app.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints a report for people: what ran where, what came of it, item by item. Stateless. */
final class ReportPrinter {

    private ReportPrinter() {}

    static void print(Report report, PrintStream out) {
        Map<?, ?> target = report.object("target");
        out.printf("%n%s: %s%n", report.text("workflow"), report.text("status"));
        out.printf(
                "  run %s, %s, asked by %s, %s%n",
                report.text("runId"), report.text("mode"), report.text("trigger"), duration(report));
        if (!target.isEmpty()) {
            out.printf(
                    "  against %s at %s (dialect %s)%s%n",
                    target.get("vendor"),
                    target.get("host"),
                    target.get("dialect"),
                    Boolean.TRUE.equals(target.get("sandbox")) ? ", the sandbox, not the vendor" : "");
        }
        if (!report.text("resumedFrom").isEmpty()) {
            out.printf("  goes on with run %s%n", report.text("resumedFrom"));
        }
        out.printf("  %s%n", counts(report));
        out.printf("  webhook: %s%n", report.text("webhook"));
        ReportItems.print(report, out);
        problems("warnings", report.objects("warnings"), out);
        problems("errors", report.objects("errors"), out);
    }

    private static String duration(Report report) {
        String took = report.text("durationMs");
        return took.isEmpty() ? "not ended" : took + " ms";
    }

    /** The counts that are not zero. */
    static String counts(Report report) {
        String counts = report.object("counts").entrySet().stream()
                .filter(count -> !"0".equals(String.valueOf(count.getValue())))
                .map(count -> count.getKey() + " " + count.getValue())
                .collect(Collectors.joining(", "));
        return counts.isEmpty() ? "nothing counted" : counts;
    }

    private static void problems(String title, List<Map<?, ?>> problems, PrintStream out) {
        if (problems.isEmpty()) {
            return;
        }
        out.printf("%n  %s:%n", title);
        problems.forEach(problem -> out.printf("  - %s: %s%n", problem.get("code"), problem.get("message")));
    }
}
