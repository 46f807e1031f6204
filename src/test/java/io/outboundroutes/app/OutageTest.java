package io.outboundroutes.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.outboundroutes.platform.run.WebhookState;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.fault.Fault;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.stream.Collectors;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A receiver that is down for a day. */
class OutageTest {

    private static final int CONTACTS = 3;

    @TempDir
    private static Path folder;

    @Test
    void all15_aReceiverThatIsDownForADayMissesNothingAndGetsEachEventUnderItsId() throws Exception {
        SandboxOptions options = SandboxOptions.defaults().withContacts(0).withValidationTime(Duration.ZERO);
        try (SandboxServer sandbox = SandboxServer.start(options);
                TestHouse house = TestHouse.open(sandbox, folder, ContactRows.QUICK)) {
            sandbox.fault(Fault.named("503").path("webhook"));
            Report report = ContactRows.run(house, ContactRows.many(CONTACTS));
            try (ProducerTemplate template = house.camel().createProducerTemplate()) {
                while (leastAttempts(house) < 30) {
                    // What the clock would do: every wait is over.
                    sql(
                            house,
                            "update outbox set next_at = current_timestamp - interval '1' second where attempts < 30");
                    template.sendBody("direct:webhook-delivery", null);
                }
                assertThat(house.house().store().history().webhookState(report.runId()))
                        .as("after almost a day")
                        .isEqualTo(WebhookState.PENDING);
                sandbox.state().faults().clear();
                sql(house, "update outbox set next_at = current_timestamp - interval '1' second");
                template.sendBody("direct:webhook-delivery", null);
            }

            await().atMost(Duration.ofSeconds(20))
                    .until(() ->
                            house.house().store().history().webhookState(report.runId()) == WebhookState.DELIVERED);
            assertThat(sandbox.state().webhooks().stream().map(webhook -> webhook.header("webhook-id")))
                    .hasSize(CONTACTS)
                    .doesNotHaveDuplicates();
            assertThat(ContactRows.events(sandbox).stream()
                            .map(event -> String.valueOf(event.get("contact_id")))
                            .collect(Collectors.toSet()))
                    .containsExactlyInAnyOrder("C-1", "C-2", "C-3");
            assertThat(house.house().measures().metrics().scrape())
                    .contains("outbound_webhook_delivery_seconds_count{workflow=\"external-contacts\"} 3");
        }
    }

    private static int leastAttempts(TestHouse house) throws SQLException {
        try (Connection connection = house.house().store().dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select min(attempts) from outbox")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void sql(TestHouse house, String sql) throws SQLException {
        try (Connection connection = house.house().store().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
