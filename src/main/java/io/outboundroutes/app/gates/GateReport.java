package io.outboundroutes.app.gates;

import java.util.List;
import java.util.stream.Stream;

/**
 * What the gates looked at and what they found. A gate that looked at nothing has proved nothing, so the numbers are part
 * of the answer.
 *
 * @param findings sorted by file and line
 * @param files relative paths of the files that were read
 * @param routes number of routes seen
 * @param steps number of steps seen, nested ones included
 */
public record GateReport(List<Finding> findings, List<String> files, int routes, int steps) {

    public GateReport {
        findings = findings.stream().sorted().distinct().toList();
        files = List.copyOf(files);
    }

    /** True when nothing was refused. */
    public boolean passed() {
        return findings.isEmpty();
    }

    /** Both reports as one; a file that both looked at is named once, and its routes and steps counted once. */
    public GateReport and(GateReport other) {
        return new GateReport(
                Stream.concat(findings.stream(), other.findings.stream()).toList(),
                Stream.concat(files.stream(), other.files.stream()).distinct().toList(),
                Math.max(routes, other.routes),
                Math.max(steps, other.steps));
    }

    /** One line: {@code 3 files, 14 routes, 41 steps, 0 findings}. */
    public String summary() {
        return "%d files, %d routes, %d steps, %d findings".formatted(files.size(), routes, steps, findings.size());
    }
}
