package io.outboundroutes.app.cli;

import io.outboundroutes.app.HouseGates;
import io.outboundroutes.app.gates.Finding;
import io.outboundroutes.app.gates.GateReport;
import io.outboundroutes.platform.config.Settings;
import java.util.stream.Collectors;

/** Runs the gates over the routes before anything starts. Stateless. */
final class RoutesCheck {

    private RoutesCheck() {}

    /**
     * Refuses to go on with routes that the gates refuse.
     *
     * @throws RoutesRefused naming every finding
     */
    static void refuse(Settings settings) {
        refuse(HouseGates.inspect(settings));
    }

    /** The same for what Camel is going to load at once: it tells of the rest by itself. */
    static void refuseFiles(Settings settings) {
        refuse(HouseGates.inspectFiles(settings));
    }

    private static void refuse(GateReport report) {
        if (!report.passed()) {
            throw new RoutesRefused(describe(report));
        }
    }

    /** The findings, a line each. */
    static String describe(GateReport report) {
        return "The routes were refused (" + report.summary() + "):" + System.lineSeparator()
                + report.findings().stream()
                        .map(Finding::toString)
                        .map(finding -> "- " + finding)
                        .collect(Collectors.joining(System.lineSeparator()));
    }
}
