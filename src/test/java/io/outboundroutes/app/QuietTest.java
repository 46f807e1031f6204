package io.outboundroutes.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import io.outboundroutes.app.log.LogFormat;
import io.outboundroutes.platform.json.Json;
import io.outboundroutes.sandbox.RecordedRequest;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.fault.Fault;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Secrets and personal data are planted, seen to arrive where they belong, and then looked for everywhere else: in logs
 * at the finest level, reports, audit lines, events, and everything that JMX shows.
 */
class QuietTest {

    private static final String CLIENT_SECRET = "canary-client-secret-9f3a";
    private static final String WEBHOOK_SECRET = "canary-webhook-secret-77c1";
    private static final String URL_USER = "canaryhookuser";
    private static final String URL_PASSWORD = "canaryhookpassword";
    private static final String URL_QUERY = "canaryhookquery";

    private final Captured captured = new Captured();
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final Map<String, String> shown = new LinkedHashMap<>();

    @TempDir
    Path folder;

    @Test
    void all16_secretsAndPersonalDataArriveAtTheVendorAndNowhereElse() throws Exception {
        PrintStream out = System.out;
        PrintStream err = System.err;
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Map<Logger, Level> before = new LinkedHashMap<>();
        for (String name : List.of("io.outboundroutes", "outbound", "org.apache.camel.processor.errorhandler")) {
            Logger logger = (Logger) LoggerFactory.getLogger(name);
            before.put(logger, logger.getLevel());
            logger.setLevel(Level.TRACE);
        }
        before.put(root, root.getLevel());
        root.setLevel(Level.INFO);
        captured.start();
        root.addAppender(captured);
        System.setOut(new PrintStream(console, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(console, true, StandardCharsets.UTF_8));
        try {
            look();
        } finally {
            System.setOut(out);
            System.setErr(err);
            root.detachAppender(captured);
            before.forEach(Logger::setLevel);
        }
    }

    private void look() throws Exception {
        SandboxOptions options = SandboxOptions.defaults().withContacts(300).withClient("client", CLIENT_SECRET);
        try (SandboxServer sandbox = SandboxServer.start(options)) {
            String address =
                    sandbox.webhookUri().toString().replace("http://", "http://" + URL_USER + ":" + URL_PASSWORD + "@")
                            + "?key=" + URL_QUERY;
            Map<String, String> settings = Map.of("webhook.url", address, "webhook.secret", WEBHOOK_SECRET);
            try (TestHouse house = TestHouse.open(sandbox, folder, settings)) {
                for (String operation : List.of("token", "contacts-query", "segments-create", "webhook")) {
                    sandbox.state().faults().clear();
                    // The token is asked for anew in each run.
                    sandbox.state().revokeTokens();
                    sandbox.fault(Fault.named("400").path(operation));
                    keep("report with a refused " + operation, Json.write(house.segment()));
                }
                await().atMost(Duration.ofSeconds(15))
                        .until(() -> captured.lines.stream().anyMatch(line -> line.contains("was not delivered")));
                sandbox.state().faults().clear();
                keep("report of a good run", Json.write(house.segment()));
                await().atMost(Duration.ofSeconds(15))
                        .untilAsserted(() -> assertThat(sandbox.state().webhooks())
                                .as(() -> String.join(
                                        " / ",
                                        captured.lines.stream()
                                                .filter(line -> line.contains("Event "))
                                                .toList()))
                                .hasSizeGreaterThanOrEqualTo(5));
                sandbox.state().webhooks().forEach(event -> keep("event " + event.header("webhook-id"), event.body()));
                keep("jmx", jmx());
            }
            keep("audit", Files.readString(folder.resolve("audit.jsonl")));
            keep("logs", String.join("\n", captured.lines));
            keep("logs as JSON", String.join("", captured.json));
            logLinesTellWhatTheyAreAbout();
            keep("console", console.toString(StandardCharsets.UTF_8));

            Collection<String> secrets = arrived(sandbox.state().requests());
            assertThat(captured.lines).as("logs were captured").hasSizeGreaterThan(20);
            assertThat(shown.get("jmx")).contains("org.apache.camel", "genesys-call");
            shown.forEach((where, text) -> secrets.forEach(secret -> assertThat(text.contains(secret))
                    .as("%s holds %s: …%s…", where, secret, around(text, secret))
                    .isFalse()));
        }
    }

    /** Of a line that names a run: the run as a field, its workflow, and the route that it comes from. */
    private void logLinesTellWhatTheyAreAbout() {
        List<Map<?, ?>> ofCalls = captured.json.stream()
                .<Map<?, ?>>map(line -> (Map<?, ?>) Json.parse(line.getBytes(StandardCharsets.UTF_8)))
                .filter(line -> line.get("logger").equals("outbound.calls"))
                .toList();
        assertThat(ofCalls).hasSizeGreaterThan(20).allSatisfy(line -> {
            assertThat(line.get("workflow")).isEqualTo(SegmentationSteps.WORKFLOW);
            assertThat(line.get("message").toString()).startsWith("Run " + line.get("runId") + ": ");
            assertThat(line.get("route").toString()).startsWith("genesys-");
        });
        assertThat(captured.json).allMatch(line -> line.indexOf('\n') == line.length() - 1);
        List<String> ofDelivery = captured.json.stream()
                .filter(line -> line.contains("was not delivered"))
                .toList();
        assertThat(ofDelivery)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line)
                        .contains(
                                "\"route\":\"webhook-attempt\"",
                                "\"runId\":\"2",
                                "\"workflow\":\"contact-segmentation\""));
    }

    private static String around(String text, String secret) {
        int at = text.indexOf(secret);
        return at < 0 ? "" : text.substring(Math.max(0, at - 200), Math.min(text.length(), at + 60));
    }

    private void keep(String where, String text) {
        shown.merge(where, text, (one, other) -> one + "\n" + other);
    }

    /** The planted values, each of which was seen to arrive, or to be answered. */
    private static Collection<String> arrived(List<RecordedRequest> requests) {
        TreeSet<String> secrets = new TreeSet<>(List.of("CANARY-NAME", "CANARY0", "canary-mail"));
        StringBuilder wire = new StringBuilder();
        for (RecordedRequest request : requests) {
            wire.append(request.path()).append(request.query()).append(request.headers());
            wire.append(request.body()).append(request.answerBody()).append('\n');
            String authorization = request.header("authorization");
            if (authorization != null && authorization.startsWith("Bearer ")) {
                secrets.add(authorization.substring("Bearer ".length()));
            } else if (authorization != null && authorization.startsWith("Basic ")) {
                String decoded = new String(
                        Base64.getDecoder().decode(authorization.substring("Basic ".length())), StandardCharsets.UTF_8);
                wire.append(decoded);
                secrets.add(authorization.substring("Basic ".length()));
            }
        }
        secrets.addAll(List.of(CLIENT_SECRET, URL_QUERY, URL_USER, URL_PASSWORD));
        assertThat(secrets).as("several tokens were used").hasSizeGreaterThan(6);
        secrets.forEach(secret -> assertThat(wire.indexOf(secret)).as(secret).isNotNegative());
        assertThat(wire).contains("and body: ", "webhook-signature");
        // Used for signing, never sent.
        secrets.add(WEBHOOK_SECRET);
        return secrets;
    }

    /** Every attribute of every MBean, as text. */
    private static String jmx() throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        StringBuilder all = new StringBuilder();
        for (ObjectName name : server.queryNames(null, null)) {
            all.append(name).append('\n');
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                if (attribute.isReadable()) {
                    try {
                        all.append(attribute.getName()).append('=');
                        all.append(text(server.getAttribute(name, attribute.getName())))
                                .append('\n');
                    } catch (JMException | RuntimeMBeanException e) {
                        all.append(e).append('\n');
                    }
                }
            }
        }
        return all.toString();
    }

    private static String text(Object value) {
        if (value instanceof Object[] array) {
            return Arrays.stream(array).map(QuietTest::text).toList().toString();
        }
        if (value instanceof CompositeData data) {
            Map<String, String> fields = new TreeMap<>();
            data.getCompositeType().keySet().forEach(key -> fields.put(key, text(data.get(key))));
            return fields.toString();
        }
        return value instanceof TabularData table
                ? table.values().stream().map(QuietTest::text).toList().toString()
                : String.valueOf(value);
    }

    /** Every event as a line, with the messages of all its exceptions. */
    private static final class Captured extends AppenderBase<ILoggingEvent> {

        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final List<String> json = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            StringBuilder line = new StringBuilder(event.getLoggerName() + " " + event.getFormattedMessage());
            for (IThrowableProxy cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
                line.append(" <- ").append(cause.getClassName()).append(": ").append(cause.getMessage());
            }
            lines.add(line.toString());
            lines.add(LogFormat.TEXT.line(event, false));
            json.add(LogFormat.JSON.line(event, false));
        }
    }
}
