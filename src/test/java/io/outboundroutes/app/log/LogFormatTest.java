package io.outboundroutes.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.outboundroutes.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogFormatTest {

    private static final Map<String, String> RUN =
            Map.of("workflow", "contact-segmentation", "runId", "20261121T131311.419Z-2eid59", "route", "genesys-call");

    @AfterEach
    void back() {
        EventEncoder.use(LogFormat.TEXT);
    }

    @Test
    void textTellsTimeLevelLoggerAndWhatIsKnown() {
        assertThat(LogFormat.TEXT.line(event("waits {} ms", RUN, 200), false))
                .isEqualTo("2026-11-21T13:13:11.419Z WARN  calls [contact-segmentation 20261121T131311.419Z-2eid59"
                        + " genesys-call]: waits 200 ms" + System.lineSeparator());
        assertThat(LogFormat.TEXT.line(event("waits", Map.of("route", "webhook-sweep")), false))
                .contains("calls [webhook-sweep]: waits");
        assertThat(LogFormat.TEXT.line(event("waits", Map.of()), false)).contains(" calls: waits");
    }

    @Test
    void jsonIsAnObjectALine() {
        String line = LogFormat.JSON.line(event("waits {} ms", RUN, 200), false);
        assertThat(line).endsWith("}\n");
        assertThat(parsed(line))
                .isEqualTo(Map.of(
                        "timestamp", "2026-11-21T13:13:11.419Z",
                        "level", "WARN",
                        "logger", "outbound.calls",
                        "thread", Thread.currentThread().getName(),
                        "workflow", "contact-segmentation",
                        "runId", "20261121T131311.419Z-2eid59",
                        "route", "genesys-call",
                        "message", "waits 200 ms"));
        assertThat(parsed(LogFormat.JSON.line(event("waits", Map.of()), false)))
                .doesNotContainKeys("workflow", "runId", "route");
    }

    @Test
    void all20_dataNeverBeginsALineOfItsOwn() {
        String nasty = "a\r\n2026-11-21 ERROR forged\u001b[31m\u0085\u2028\u2029\u0000z \"quoted\" \ud800";
        for (LogFormat format : LogFormat.values()) {
            String line = format.line(event("{}", Map.of("route", "r\nx"), nasty), false);
            assertThat(line.strip().codePoints())
                    .as("%s", format)
                    .noneMatch(c -> c < ' ' || c == 0x7f || c == 0x85 || c == 0x2028 || c == 0x2029);
            assertThat(line.lines()).as("%s", format).hasSize(1);
        }
        assertThat(parsed(LogFormat.JSON.line(event("{}", Map.of(), "a\n\"b\""), false)))
                .containsEntry("message", "a \"b\"");
    }

    @Test
    void all16_exceptionsAreToldOnlyWhenStackTracesAreWanted() {
        LoggingEvent event = event("failed", Map.of(), new IllegalStateException("text of a peer"));
        for (LogFormat format : LogFormat.values()) {
            assertThat(format.line(event, false)).doesNotContain("IllegalStateException", "text of a peer");
            assertThat(format.line(event, true)).contains("IllegalStateException: text of a peer", "LogFormatTest");
        }
        assertThat(parsed(LogFormat.JSON.line(event, true)).get("stackTrace").toString())
                .contains("LogFormatTest");
    }

    @Test
    void whatIsNotOursInTheContextIsNotTold() {
        assertThat(LogFormat.JSON.line(event("x", Map.of("camel.exchangeId", "E-1", "password", "p")), false))
                .doesNotContain("E-1", "password");
    }

    @Test
    void theEncoderWritesWhatIsInUse() {
        EventEncoder encoder = new EventEncoder();
        String text = new String(encoder.encode(event("waits", RUN)), StandardCharsets.UTF_8);
        assertThat(text).contains("]: waits").doesNotContain("{");
        EventEncoder.use(LogFormat.JSON);
        assertThat(parsed(new String(encoder.encode(event("waits", RUN)), StandardCharsets.UTF_8)))
                .containsEntry("message", "waits");
        encoder.setStackTraces(true);
        assertThat(new String(
                        encoder.encode(event("failed", RUN, new IllegalStateException("why"))), StandardCharsets.UTF_8))
                .contains("why");
    }

    private static Map<String, String> parsed(String line) {
        Map<String, String> fields = new HashMap<>();
        ((Map<?, ?>) Json.parse(line.getBytes(StandardCharsets.UTF_8)))
                .forEach((name, value) -> fields.put((String) name, (String) value));
        return fields;
    }

    private static LoggingEvent event(String message, Map<String, String> about, Object... arguments) {
        LoggingEvent event = new LoggingEvent(
                "caller", new LoggerContext().getLogger("outbound.calls"), Level.WARN, message, null, arguments);
        event.setInstant(Instant.parse("2026-11-21T13:13:11.419Z"));
        event.setMDCPropertyMap(about);
        return event;
    }
}
