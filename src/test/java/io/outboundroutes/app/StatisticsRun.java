package io.outboundroutes.app;

import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.platform.store.Observation;
import io.outboundroutes.sandbox.RecordedRequest;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.campaign.Figures;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A run of campaign statistics as tests ask it, and what the sandbox itself says the figures are. */
record StatisticsRun(Report report) {

    /** A day that is over, whenever the test runs. */
    static final String DAY = "2025-01-01T00:00:00Z/2025-01-02T00:00:00Z";

    static StatisticsRun live(TestHouse house) {
        return new StatisticsRun(new Report(house.run(StatisticsSteps.WORKFLOW, Mode.LIVE, false)));
    }

    static StatisticsRun dry(TestHouse house) {
        return new StatisticsRun(new Report(house.run(StatisticsSteps.WORKFLOW, Mode.DRY_RUN, false)));
    }

    Map<?, ?> item(String campaignId) {
        return report.items().stream()
                .filter(item -> campaignId.equals(item.get("campaignId")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no item " + campaignId + " in " + report));
    }

    String outcome(String campaignId) {
        return Report.text(item(campaignId), "outcome");
    }

    List<?> flags(String campaignId) {
        return (List<?>) item(campaignId).get("validationFlags");
    }

    /** The metrics of a campaign as plain text. */
    Map<String, String> metrics(String campaignId) {
        return plain((Map<?, ?>) item(campaignId).get("metrics"));
    }

    static Map<String, String> plain(Map<?, ?> metrics) {
        Map<String, String> plain = new LinkedHashMap<>();
        metrics.forEach((name, value) -> plain.put(
                String.valueOf(name),
                value instanceof Number number ? trimmed(new BigDecimal(number.toString())) : String.valueOf(value)));
        return plain;
    }

    /** The guide's four metrics as they are to be told, computed from whole numbers. */
    static Map<String, String> expected(SandboxServer sandbox, String campaignId, Instant start, Instant end) {
        Figures figures = sandbox.state().campaigns().figures(campaignId, start, end);
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("callsAttempted", Long.toString(figures.callsAttempted()));
        expected.put("callsConnected", Long.toString(figures.callsConnected()));
        expected.put("avgCallDuration", ratio(figures.talkMillis(), figures.callsConnected() * 1000, 2));
        expected.put("conversionRate", ratio(figures.conversions(), figures.callsAttempted(), 4));
        return expected;
    }

    private static String ratio(long part, long whole, int decimals) {
        return trimmed(BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), decimals, RoundingMode.HALF_UP));
    }

    private static String trimmed(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    /** What is stored of a campaign at the vendor of this run. */
    static List<Observation> stored(TestHouse house, StatisticsRun run, String campaignId, Duration length) {
        String host = Report.text((Map<?, ?>) run.report().json().get("target"), "host");
        Instant later = Instant.parse("2100-01-01T00:00:00Z");
        return house.house().store().observations().last(host, campaignId, length, later, 100);
    }

    /** The campaigns whose statistics the sandbox was asked for, in order. */
    static List<String> asked(SandboxServer sandbox) {
        return sandbox.state().requests("campaign-statistics").stream()
                .map(RecordedRequest::path)
                .map(path -> path.replaceAll("^.*/campaigns/([^/]+)/execution.*$", "$1"))
                .toList();
    }
}
