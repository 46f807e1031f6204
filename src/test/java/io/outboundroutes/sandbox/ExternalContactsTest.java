package io.outboundroutes.sandbox;

import static io.outboundroutes.sandbox.GuideBodies.CONTACT;
import static io.outboundroutes.sandbox.GuideBodies.CONTACTS;
import static io.outboundroutes.sandbox.GuideBodies.CONVERSATIONS;
import static io.outboundroutes.sandbox.GuideBodies.contact;
import static io.outboundroutes.sandbox.GuideBodies.conversation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outboundroutes.sandbox.external.Conversation;
import io.outboundroutes.sandbox.fault.Fault;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Iterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExternalContactsTest {

    private final TestClock clock = new TestClock();
    private final SandboxServer server = SandboxServer.start(SandboxOptions.defaults()
            .withClock(clock)
            .withTokenLifetime(Duration.ofDays(9))
            .withValidationTime(Duration.ofSeconds(5)));
    private final SandboxClient client = new SandboxClient(server);

    @BeforeEach
    void login() throws Exception {
        client.login();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aContactIsNewThenValidatingThenActive() throws Exception {
        JsonNode registered = registered("EXT-9928374");
        assertThat(registered.path("state").asText()).isEqualTo("new");
        assertThat(registered.path("externalContactId").asText()).isEqualTo("EXT-9928374");
        assertThat(registered.path("id").asText()).isNotBlank().isNotEqualTo("EXT-9928374");

        JsonNode before = shown("EXT-9928374");
        assertThat(before.path("state").asText()).isEqualTo("validating");
        assertThat(before.path("validationStatus").asText()).isEqualTo("pending");

        clock.advance(Duration.ofMillis(4_999));
        assertThat(shown("EXT-9928374")).isEqualTo(before);

        clock.advance(Duration.ofMillis(1));
        JsonNode after = shown(registered.path("id").asText());
        assertThat(after).isEqualTo(shown("EXT-9928374"));
        assertThat(after.path("state").asText()).isEqualTo("active");
        assertThat(after.path("validationStatus").asText()).isEqualTo("passed");
        assertThat(after.path("channelAvailability").toString())
                .isEqualTo("{\"voice\":\"available\",\"sms\":\"available\",\"email\":\"available\"}");
        assertThat(after.path("channels")).isEqualTo(registered.path("channels"));
        assertThat(after.has("doNotContact") || after.has("optOut") || after.has("validationFailureReason"))
                .isFalse();
    }

    @Test
    void anExternalIdIsTakenOnce() throws Exception {
        registered("EXT-1");
        assertThat(client.send("POST", CONTACTS, contact("EXT-1")).statusCode()).isEqualTo(409);
        assertThat(server.state().externalContacts()).hasSize(1);
        assertThat(client.get(CONTACTS + "/EXT-2").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest(name = "{0}: {1} is {2}")
    @CsvSource(delimiter = '|', textBlock = """
            c-1-failed                             | validationStatus          | "failed"
            c-1-failed                             | state                     | "failed"
            c-1-failed                             | validationFailureReason   | "The contact is on a regulatory do-not-call register"
            c-1-pending                            | validationStatus          | "pending"
            c-1-pending                            | state                     | "validating"
            c-1-unvalidated                        | validationStatus          |
            c-1-dnc                                | doNotContact              | true
            c-1-optout-voice                       | optOut                    | {"voice":true}
            c-1-optout-voice-optout-sms            | optOut                    | {"voice":true,"sms":true}
            c-1-unavailable                        | channelAvailability       | {"voice":"unavailable","sms":"unavailable","email":"unavailable"}
            c-1-unavailable-voice                  | channelAvailability       | {"voice":"unavailable","sms":"available","email":"available"}
            c-1-nochannels                         | channelAvailability       | null
            c-1-failed-optout-sms                  | optOut                    | {"sms":true}
            c-1-failed-2                           | validationStatus          | "passed"
            """)
    void theEndOfTheExternalIdSaysWhatBecomesOfIt(String id, String field, String expected) throws Exception {
        registered(id);
        clock.advance(Duration.ofDays(1));
        assertThat(shown(id).path(field).toString()).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void aTestMayChangeWhatIsShown() throws Exception {
        registered("c-1-failed");
        clock.advance(Duration.ofDays(1));
        ObjectNode fields = SandboxClient.JSON.createObjectNode().put("validationStatus", "passed");
        fields.putNull("validationFailureReason");
        server.state().externalContactStore().change("c-1-failed", fields);
        assertThat(shown("c-1-failed").path("validationStatus").asText()).isEqualTo("passed");
        assertThat(shown("c-1-failed").path("validationFailureReason").isNull()).isTrue();
        assertThatThrownBy(() -> server.state().externalContactStore().change("none", fields))
                .hasMessageContaining("none");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            snake case           | unexpected.field           | "externalContactId"  | "external_contact_id"
            id with a slash      | invalid.externalContactId  | EXT-9928374          | a/b
            no name              | missing.name               | Acme Corp Support    | ''
            national number      | invalid.voice              | "voice":"+15551234567" | "voice":"5551234567"
            letters in a number  | invalid.sms                | "sms":"+15551234567"   | "sms":"+1555CALLME"
            no e-mail address    | invalid.email              | support@acme.com     | acme.com
            unknown channel      | unexpected.field           | "email"              | "fax"
            too long             | invalid.interactionDurationSeconds | 600          | 7201
            no length            | invalid.interactionDurationSeconds | 600          | 0
            metadata no text     | invalid.metadata           | "us-east"            | 7
            message no text      | invalid.initialMessage     | "Testing automated contact interaction workflow" | null
            """)
    void whatIsWrongWithAContactIsNamed(String rule, String code, String right, String wrong) throws Exception {
        assertThat(CONTACT).contains(right);
        HttpResponse<String> answer = client.send("POST", CONTACTS, CONTACT.replace(right, wrong));
        assertThat(answer.statusCode()).as(rule).isEqualTo(400);
        assertThat(SandboxClient.JSON.readTree(answer.body()).path("code").asText())
                .as(rule)
                .isEqualTo(code);
        assertThat(server.state().externalContacts()).isEmpty();
    }

    @Test
    void aContactNeedsAChannel() throws Exception {
        String body = """
                {"externalContactId":"a","name":"b","channels":{},"interactionDurationSeconds":300,"metadata":{}}""";
        assertThat(client.send("POST", CONTACTS, body).body()).contains("invalid.channels");
        assertThat(client.send("POST", CONTACTS, body.replace("{},\"i", "{\"chat\":\"room 1\"},\"i"))
                        .statusCode())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aConversationIsStartedByEitherIdAndKept(boolean byExternalId) throws Exception {
        JsonNode registered = registered("EXT-1");
        String id = byExternalId ? "EXT-1" : registered.path("id").asText();
        HttpResponse<String> answer = client.send(client.api(CONVERSATIONS)
                .header("Idempotency-Key", "k7")
                .POST(BodyPublishers.ofString(conversation(id))));

        assertThat(answer.statusCode()).isEqualTo(201);
        JsonNode started = SandboxClient.JSON.readTree(answer.body());
        assertThat(started.path("contactId").asText()).isEqualTo(id);
        assertThat(started.path("type").asText()).isEqualTo("voice");
        Conversation conversation = server.state().conversations().get(0);
        assertThat(conversation.id()).isEqualTo(started.path("id").asText());
        assertThat(conversation.contact().externalId()).isEqualTo("EXT-1");
        assertThat(conversation.idempotencyKey()).isEqualTo("k7");

        client.send("POST", CONVERSATIONS, conversation(id));
        assertThat(server.state().conversations()).hasSize(2);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            unknown contact  | 404 | EXT-1                | EXT-2
            unknown channel  | 400 | "voice"              | "fax"
            another source   | 400 | external_contact_api | me
            local time       | 400 | 12:00:00.123Z        | 12:00:00
            no metadata      | 400 | "metadata"           | "meta"
            message null     | 400 | "Hello"              | null
            """)
    void aConversationThatCannotBeMeantIsNotStarted(String rule, int status, String right, String wrong)
            throws Exception {
        registered("EXT-1");
        String body = conversation("EXT-1").replace(right, wrong);
        assertThat(client.send("POST", CONVERSATIONS, body).statusCode())
                .as(rule)
                .isEqualTo(status);
        assertThat(server.state().conversations()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "contacts-register, reset, 0, 0",
        "contacts-register, reset-after, 1, 0",
        "conversations-create, reset, 1, 0",
        "conversations-create, reset-after, 1, 1",
        "conversations-create, 500-after, 1, 1",
    })
    void aWriteOfUnknownFateHappenedOrNot(String operation, String fault, int contacts, int conversations) {
        server.fault(Fault.named(fault).path(operation).first(1));
        try {
            client.send("POST", CONTACTS, CONTACT);
            client.send("POST", CONVERSATIONS, conversation("EXT-9928374"));
        } catch (IOException e) {
            assertThat(fault).startsWith("reset");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertThat(server.state().externalContacts()).hasSize(contacts);
        assertThat(server.state().conversations()).hasSize(conversations);
    }

    @Test
    void theOrderOfContactsIsKept() throws Exception {
        registered("b");
        registered("a");
        Iterator<String> ids = server.state().externalContacts().stream()
                .map(one -> one.externalId())
                .iterator();
        assertThat(ids).toIterable().containsExactly("b", "a");
    }

    private JsonNode registered(String externalId) throws Exception {
        HttpResponse<String> answer = client.send("POST", CONTACTS, contact(externalId));
        assertThat(answer.statusCode()).isEqualTo(201);
        return SandboxClient.JSON.readTree(answer.body());
    }

    private JsonNode shown(String id) throws Exception {
        HttpResponse<String> answer = client.get(CONTACTS + "/" + id);
        assertThat(answer.statusCode()).isEqualTo(200);
        return SandboxClient.JSON.readTree(answer.body());
    }
}
