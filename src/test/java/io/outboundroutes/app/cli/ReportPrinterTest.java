package io.outboundroutes.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReportPrinterTest {

    private static final String REASON = "row 5: channels.voice is no E.164 number (a plus sign and 2 to 15 digits);"
            + " interactionDurationSeconds is not between 1 and 7200";

    @Test
    void aRunThatHasNotEndedHasNoDuration() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ReportPrinter.print(
                Report.of("{\"runId\":\"run-1\",\"mode\":\"live\",\"trigger\":\"cli\",\"status\":\"RUNNING\"}"),
                new PrintStream(out, true, StandardCharsets.UTF_8));
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("run run-1, live, asked by cli, not ended\n");
    }

    @Test
    void whatIsNotDoneIsToldInFullBelowTheTable() {
        String printed = printed(
                2,
                "{\"externalContactId\":\"EXT-2005\",\"outcome\":\"rejected\",\"reason\":\"" + REASON + "\"}",
                "{\"externalContactId\":\"EXT-2001\",\"outcome\":\"contacted\"}");
        assertThat(printed)
                .contains("not done:\n  - EXT-2005: " + REASON + "\n")
                .doesNotContain("- EXT-2001");
    }

    @Test
    void whatIsWrongWithARequestIsToldFieldByField() {
        String printed = printed(
                1,
                "{\"row\":3,\"campaignId\":\"c-1\",\"violations\":[{\"field\":\"priority\",\"got\":0,\"expected\":\"1 to 10\"},"
                        + "{\"field\":\"segmentId\",\"expected\":\"required: an id\"}],"
                        + "\"outcome\":\"FAILED\",\"reason\":\"validation_failed: priority, segmentId\"}");
        assertThat(printed)
                .contains("- c-1, row 3: validation_failed: priority, segmentId"
                        + " (priority got 0, expected 1 to 10; segmentId expected required: an id)")
                .doesNotContain("field=");
    }

    @Test
    void tablesWithinItemsAreColumnsAndNeverJavaText() {
        String printed = printed(
                1,
                "{\"campaignId\":\"c-1\",\"metrics\":{\"callsAttempted\":10,\"callsConnected\":3},"
                        + "\"validationFlags\":[\"MISSING: x\"],\"job\":{\"name\":\"n\"},\"lookedAt\":\"then\","
                        + "\"wouldFollow\":[\"get-contact\"],\"outcome\":\"fetched\"}");
        assertThat(printed)
                .contains("callsAttempted  callsConnected  validationFlags  outcome")
                .contains("10              3               [MISSING: x]     fetched")
                .doesNotContain("{", "job", "lookedAt", "wouldFollow", "not done");
    }

    @Test
    void atMostTwentyAreToldAndWhereTheOthersAre() {
        String[] items = IntStream.rangeClosed(1, 25)
                .mapToObj(i -> "{\"externalContactId\":\"E-" + i + "\",\"outcome\":\"failed\",\"reason\":\"r\"}")
                .toArray(String[]::new);
        assertThat(printed(25, items))
                .contains("  - E-20: r\n  … 5 more: runs show run-1 --json\n")
                .doesNotContain("- E-21");
        assertThat(printed(2_000, items)).contains("… at least 5 more: runs show run-1 --json");
    }

    @Test
    void whatIsOfUnknownFateNamesItsWayOut() {
        String item = "{\"externalContactId\":\"E-1\",\"outcome\":\"%s\",\"reason\":\"no answer\"}";
        assertThat(printed(1, item.formatted("unknown")))
                .contains(
                        "  - E-1: no answer\n\n  of unknown fate: 'outbound replay run-1' looks up what the vendor can tell."
                                + " Of the rest, see there whether it arrived, and add --unknown=settled (it did) or"
                                + " --unknown=resend (it did not)\n");
        assertThat(printed(1, item.formatted("failed"))).doesNotContain("--unknown");
    }

    @Test
    void aReasonStaysOnItsLine() {
        assertThat(printed(1, "{\"campaignId\":\"c\",\"outcome\":\"FAILED\",\"reason\":\"one\\nFAKE\"}"))
                .contains("- c: one FAKE");
    }

    private static String printed(long total, String... items) {
        String json =
                "{\"runId\":\"run-1\",\"workflow\":\"w\",\"status\":\"PARTIAL\",\"counts\":{},\"itemsTotal\":" + total
                        + ",\"items\":" + Stream.of(items).collect(Collectors.joining(",", "[", "]"))
                        + "}";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ReportPrinter.print(Report.of(json), new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
