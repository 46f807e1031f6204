package io.outboundroutes.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.outboundroutes.sandbox.ReceivedWebhook;
import io.outboundroutes.sandbox.RecordedRequest;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.fault.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of a run: its event, and its lines in the audit trail. */
class WebhookAndAuditTest {

    private static final String SECRET = "whsec_dGVzdC1zZWNyZXQtb2Ytb3Vycw==";
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @Test
    void all15_theEventOfARunIsSignedAndAsReviewed() throws Exception {
        try (SandboxServer sandbox = twoGroups();
                TestHouse house = open(sandbox, Map.of("webhook.secret", SECRET))) {
            Report report = new Report(house.segment());
            ReceivedWebhook event = delivered(sandbox, 1).get(0);

            JsonNode payload = VendorView.JSON.readTree(event.body());
            assertThat(payload.path("runId").asText()).isEqualTo(report.runId());
            assertThat(payload.path("status").asText()).isEqualTo(report.status());
            assertThat(event.header("webhook-id"))
                    .isEqualTo(payload.path("eventId").asText());
            assertThat(event.header("webhook-signature")).isEqualTo("v1," + hmac(event));
            assertThat(Long.parseLong(String.valueOf(event.header("webhook-timestamp"))))
                    .isCloseTo(event.receivedAt().getEpochSecond(), Offset.offset(5L));
            assertThat(normalised(event.body())).isEqualTo(golden("event.json"));
        }
    }

    /** By the text of Standard Webhooks, with none of our code. */
    private static String hmac(ReceivedWebhook event) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("test-secret-of-ours".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String signed = event.header("webhook-id") + "." + event.header("webhook-timestamp") + "." + event.body();
        return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void all15_aReceiverThatIsDownGetsTheSameEventLater() throws Exception {
        try (SandboxServer sandbox = twoGroups();
                TestHouse house = open(sandbox, Map.of())) {
            sandbox.fault(Fault.named("503").path("webhook").first(1));
            Report report = new Report(house.segment());

            assertThat(report.status()).isEqualTo("SUCCEEDED");
            assertThat(report.webhook()).isEqualTo("pending");
            ReceivedWebhook event = delivered(sandbox, 1).get(0);
            List<RecordedRequest> attempts = sandbox.state().requests("webhook");
            assertThat(attempts).hasSize(2);
            assertThat(attempts.get(0).header("webhook-id"))
                    .isEqualTo(event.header("webhook-id"))
                    .isNotBlank();
            assertThat(attempts.get(0).body()).isEqualTo(attempts.get(1).body());
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(auditLines().toString()).contains("WEBHOOK_DELIVERED"));
            assertThat(house.house().store().outbox().pending(report.runId())).isZero();
        }
    }

    @Test
    void all15_afterTheLastAttemptAnEventIsParkedAndTheStatusStays() throws Exception {
        try (SandboxServer sandbox = twoGroups();
                MovedReceiver receiver = MovedReceiver.start();
                TestHouse house = open(sandbox, Map.of("webhook.max-attempts", "2", "webhook.url", receiver.url()))) {
            Report report = new Report(house.segment());

            await().atMost(SOON)
                    .until(() -> house.house()
                                    .store()
                                    .outbox()
                                    .parked(report.runId())
                                    .size()
                            == 1);
            assertThat(receiver.asked()).isEqualTo(2);
            assertThat(receiver.elsewhere()).as("a redirect is not followed").isZero();
            assertThat(house.house()
                            .store()
                            .history()
                            .run(report.runId())
                            .orElseThrow()
                            .status())
                    .hasToString("SUCCEEDED");
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(auditLines().toString()).contains("WEBHOOK_PARKED"));
        }
    }

    @Test
    void all15_aFailedRunIsToldOfToo() throws Exception {
        try (SandboxServer sandbox = twoGroups();
                TestHouse house = open(sandbox, Map.of())) {
            sandbox.fault(Fault.named("403").path("contacts-query"));
            Report report = new Report(house.segment());

            assertThat(report.status()).isEqualTo("FAILED");
            JsonNode payload =
                    VendorView.JSON.readTree(delivered(sandbox, 1).get(0).body());
            assertThat(payload.path("status").asText()).isEqualTo("FAILED");
            assertThat(payload.path("event").asText()).isEqualTo("contact_segmentation_completed");
            assertThat(payload.path("items")).isEmpty();
        }
    }

    @Test
    void all15_withoutAReceiverThereIsOneWarningAndNoEvent() {
        try (SandboxServer sandbox = twoGroups();
                TestHouse house = open(sandbox, Map.of("webhook.url", ""))) {
            Report report = new Report(house.segment());

            assertThat(report.status()).isEqualTo("SUCCEEDED");
            assertThat(report.webhook()).isEqualTo("none");
            assertThat(report.warningCodes()).containsExactly("no-webhook");
            assertThat(house.house().store().outbox().claim(10, Duration.ofSeconds(1), null))
                    .isEmpty();
            assertThat(sandbox.state().webhooks()).isEmpty();
        }
    }

    @Test
    void all15_whatTheSandboxMadeUpIsKeptFromReceiversElsewhere() {
        try (SandboxServer sandbox = twoGroups();
                TestHouse house = open(sandbox, Map.of("webhook.url", "https://crm.example/hook"))) {
            Report report = new Report(house.segment());

            assertThat(report.webhook()).isEqualTo("none");
            assertThat(report.warningTexts())
                    .singleElement()
                    .asString()
                    .contains("sandbox stands in", "kept from crm.example");
            assertThat(house.house().store().outbox().claim(10, Duration.ofSeconds(1), null))
                    .isEmpty();
        }
    }

    @Test
    void all14_oneLinePerItemAndRunInAChainAndAsReviewed() throws Exception {
        try (SandboxServer sandbox = twoGroups();
                TestHouse house = open(sandbox, Map.of("segmentation.parallel", "1"))) {
            Report report = new Report(house.segment());
            delivered(sandbox, 1);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(auditLines().toString()).contains("WEBHOOK_DELIVERED"));

            List<JsonNode> lines = auditLines();
            assertThat(lines)
                    .extracting(line -> line.path("action").asText())
                    .containsExactly(
                            "CONTACT_SEGMENTATION_ITEM",
                            "CONTACT_SEGMENTATION_ITEM",
                            "CONTACT_SEGMENTATION",
                            "WEBHOOK_DELIVERED");
            assertThat(lines)
                    .allSatisfy(line -> assertThat(line.path("runId").asText()).isEqualTo(report.runId()));
            assertThat(lines.get(0).path("prevHash").asText()).isEqualTo("0".repeat(64));
            for (int i = 1; i < lines.size(); i++) {
                assertThat(lines.get(i).path("prevHash"))
                        .isEqualTo(lines.get(i - 1).path("hash"));
            }
            List<String> normalised = new ArrayList<>();
            for (JsonNode line : lines) {
                normalised.add(normalised(line.toString()));
            }
            assertThat(String.join("\n", normalised)).isEqualTo(golden("audit.json"));
        }
    }

    @Test
    void all14_whatThePlanItselfSettlesHasItsLineToo() throws Exception {
        String old = "2026-01-01T00:00:00Z";
        try (SandboxServer sandbox = twoGroups();
                TestHouse house = open(sandbox, Map.of())) {
            house.segment();
            sandbox.state()
                    .contacts()
                    .replace(List.of(
                            FixedContacts.contact("1", "{'region':'EMEA','product_tier':'gold'}", old),
                            FixedContacts.contact("3", "{'region':'ctrl\\u0001'}", old),
                            FixedContacts.contact("4", "{'region':'latam'}", old)));
            house.segment();
            sandbox.state()
                    .contacts()
                    .replace(List.of(
                            FixedContacts.contact("1", "{'region':'EmeA','product_tier':'gold'}", old),
                            FixedContacts.contact("4", "{'region':'latam'}", old)));
            int before = auditLines().size();

            Report report = new Report(house.segment());

            Map<String, String> told = new TreeMap<>();
            for (JsonNode line : auditLines().subList(before, auditLines().size())) {
                if (line.path("action").asText().equals("CONTACT_SEGMENTATION_ITEM")) {
                    told.put(
                            line.path("details").path("segmentName").asText(),
                            line.path("details").path("outcome").asText());
                }
            }
            assertThat(report.outcomes()).containsValues("differs", "unchanged", "obsolete");
            assertThat(told).isEqualTo(report.outcomes());
            assertThat(auditLines().toString())
                    .contains("the control character U+0001")
                    .doesNotContainIgnoringCase("latam")
                    .doesNotContainIgnoringCase("emea");
        }
    }

    private List<JsonNode> auditLines() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("audit.jsonl"))) {
            lines.add(VendorView.JSON.readTree(line));
        }
        return lines;
    }

    private static List<ReceivedWebhook> delivered(SandboxServer sandbox, int count) {
        await().atMost(SOON).until(() -> sandbox.state().webhooks().size() >= count);
        return sandbox.state().webhooks();
    }

    private static SandboxServer twoGroups() {
        SandboxServer sandbox = SandboxServer.start(SandboxOptions.defaults().withContacts(0));
        sandbox.state()
                .contacts()
                .replace(List.of(
                        FixedContacts.contact("1", "{'region':'EMEA','product_tier':'gold'}", "2026-01-01T00:00:00Z"),
                        FixedContacts.contact("2", "{'region':'apac'}", "2026-01-01T00:00:00Z")));
        return sandbox;
    }

    private TestHouse open(SandboxServer sandbox, Map<String, String> more) {
        Map<String, String> settings = new TreeMap<>(Map.of("segmentation.query", FixedContacts.QUERY));
        settings.putAll(more);
        return TestHouse.open(sandbox, folder, settings);
    }

    /** Pretty, with ids, times, latencies and hashes replaced. */
    private static String normalised(String json) throws IOException {
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .readTree(json)
                .toPrettyString()
                .replaceAll(
                        "\"(eventId|host|runId|segmentId|timestamp|hash|prevHash)\" : \"[^\"]+\"", "\"$1\" : \"<$1>\"")
                .replaceAll("\"latencyMs\" : \\d+", "\"latencyMs\" : 0");
    }

    private static String golden(String name) throws IOException {
        try (InputStream file = WebhookAndAuditTest.class.getResourceAsStream("/golden/segmentation/" + name)) {
            return file == null
                    ? "there is no " + name
                    : new String(file.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
        }
    }
}
