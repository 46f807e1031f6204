package io.outboundroutes.sandbox;

import static io.outboundroutes.sandbox.list.ContactLists.DESTINATION;
import static io.outboundroutes.sandbox.list.ContactLists.SOURCE;
import static io.outboundroutes.sandbox.list.ContactLists.TARGET;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outboundroutes.sandbox.fault.Fault;
import io.outboundroutes.sandbox.list.Refusal;
import io.outboundroutes.testing.Contract;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ContactListsTest {

    private static final String LISTS = "/api/v2/outbound/contactlists/";

    private SandboxServer server;
    private SandboxClient client;

    @BeforeEach
    void start() throws Exception {
        server = SandboxServer.start(SandboxOptions.defaults());
        client = new SandboxClient(server).login();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void everyHonestExchangeFollowsTheContract() throws Exception {
        String known = server.state().lists().ids(SOURCE).get(0);
        client.get(LISTS + SOURCE);
        client.get(LISTS + "none");
        page(SOURCE, 0, 1000);
        page(SOURCE, 5000, 1000);
        page("none", 0, 10);
        send("POST", DESTINATION, List.of(known));
        send("POST", DESTINATION, List.of("nobody"));
        send("POST", "none", List.of(known));
        send("POST", DESTINATION, server.state().lists().ids(SOURCE));
        send("POST", DESTINATION, many(1001));
        send("DELETE", DESTINATION, List.of(known));
        server.state().lists().refuse(List.of(known), Refusal.PARTIAL);
        send("POST", DESTINATION, server.state().lists().ids(SOURCE).subList(0, 1000));
        server.state().lists().refuse(List.of(known), Refusal.BAD_REQUEST);
        send("DELETE", DESTINATION, List.of(known));
        server.state().revokeTokens();
        client.get(LISTS + SOURCE);

        List<RecordedRequest> requests = server.state().requests().stream()
                .filter(request -> !request.operation().equals("token"))
                .toList();
        assertThat(requests)
                .extracting(RecordedRequest::status)
                .containsExactly(200, 404, 200, 200, 404, 200, 404, 404, 200, 413, 200, 200, 400, 401);
        assertThat(requests)
                .extracting(RecordedRequest::operation)
                .startsWith("list-get", "list-get", "list-contacts")
                .contains("list-add", "list-remove");
        assertThat(Contract.violations(requests)).isEmpty();
    }

    @Test
    void aTokenWithoutTheScopeIsForbidden() throws Exception {
        try (SandboxServer strict =
                SandboxServer.start(SandboxOptions.defaults().withScopes(List.of("outbound:contact:read")))) {
            SandboxClient other = new SandboxClient(strict).login();
            assertThat(other.get(LISTS + SOURCE).statusCode()).isEqualTo(403);
            assertThat(Contract.violations(strict.state().requests())).isEmpty();
        }
    }

    /** One wrong request per operation and rule; the stand-in refuses what the contract refuses. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            page of none            | GET    | /contacts?count=0&start=0    |
            page too large          | GET    | /contacts?count=1001&start=0 |
            negative start          | GET    | /contacts?count=10&start=-1  |
            start in words          | GET    | /contacts?count=10&start=one |
            add nobody              | POST   | /contacts                    | {"contactIds":[]}
            add without ids         | POST   | /contacts                    | {}
            add ids as numbers      | POST   | /contacts                    | {"contactIds":[1]}
            add a blank id          | POST   | /contacts                    | {"contactIds":[""]}
            add by another name     | POST   | /contacts                    | {"contact_ids":["a"]}
            add with another field  | POST   | /contacts                    | {"contactIds":["a"],"force":true}
            add a bare array        | POST   | /contacts                    | ["a"]
            remove nobody           | DELETE | /contacts                    | {"contactIds":[]}
            remove by a single text | DELETE | /contacts                    | {"contactIds":"a"}
            """)
    void aWrongRequestIsRefusedByContractAndStandIn(String rule, String method, String rest, String body)
            throws Exception {
        client.send(client.api(LISTS + SOURCE + rest)
                .header("Idempotency-Key", "k")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));

        RecordedRequest last = last();
        assertThat(Contract.requestViolations(last)).as(rule).isNotEmpty();
        assertThat(last.status()).as(rule).isEqualTo(400);
        assertThat(Contract.answerViolations(last)).as(rule).isEmpty();
    }

    @Test
    void anAnswerThatBreaksTheContractIsSeen() throws Exception {
        client.get(LISTS + SOURCE);
        assertThat(Contract.answerViolations(answered("{\"id\":\"x\",\"contactCount\":-1}")))
                .isNotEmpty();
        page(SOURCE, 0, 10);
        assertThat(Contract.answerViolations(answered("{\"records\":[]}"))).isNotEmpty();
        send("POST", DESTINATION, server.state().lists().ids(SOURCE).subList(0, 1));
        assertThat(Contract.answerViolations(answered("{\"accepted\":1,\"failed\":[]}")))
                .isNotEmpty();
        send("DELETE", DESTINATION, server.state().lists().ids(SOURCE).subList(0, 1));
        assertThat(Contract.answerViolations(answered("{\"accepted\":\"all\"}")))
                .isNotEmpty();
    }

    @Test
    void threeInFiveQualifyAndTheTargetHoldsTheLatterHalfOfTheSource() throws Exception {
        server.state().lists().generate(2000, 2000);
        List<String> source = server.state().lists().ids(SOURCE);
        List<String> target = server.state().lists().ids(TARGET);

        assertThat(new HashSet<>(source)).hasSize(2000);
        assertThat(target.subList(0, 1000)).isEqualTo(source.subList(1000, 2000));
        assertThat(server.state().lists().qualifiedOnBoth()).hasSize(600).isSubsetOf(target);
        JsonNode page = page(SOURCE, 0, 1000);
        assertThat(page.path("contacts").findValues("status").toString())
                .contains("ACTIVE", "ARCHIVED", "archived", " active ");
        assertThat(page.path("contacts").findValues("engagementScore").toString())
                .contains("null", "\"high\"", "-5", "140", "74.99", "\"88\"");
    }

    @Test
    void aListIsReadByOffsetUntilAnEmptyPage() throws Exception {
        List<String> ids = new ArrayList<>();
        JsonNode page = page(TARGET, 0, 300);
        while (!page.path("contacts").isEmpty()) {
            page.path("contacts").forEach(contact -> ids.add(contact.path("id").asText()));
            page = page(TARGET, ids.size(), 300);
        }
        assertThat(ids).isEqualTo(server.state().lists().ids(TARGET)).hasSize(1000);
    }

    @Test
    void addingIsIdempotentAndRemovingWhatIsNotThereChangesNothing() throws Exception {
        List<String> ids = server.state().lists().ids(SOURCE).subList(0, 3);
        assertThat(send("POST", DESTINATION, ids).statusCode()).isEqualTo(200);
        assertThat(send("POST", DESTINATION, ids).statusCode()).isEqualTo(200);
        assertThat(server.state().lists().ids(DESTINATION)).isEqualTo(ids);

        assertThat(send("DELETE", DESTINATION, ids.subList(0, 2)).statusCode()).isEqualTo(200);
        assertThat(send("DELETE", DESTINATION, ids.subList(0, 2)).statusCode()).isEqualTo(200);
        assertThat(server.state().lists().ids(DESTINATION)).isEqualTo(ids.subList(2, 3));
    }

    @Test
    void aRefusedIdSpoilsTheWholeRequestUnlessTheAnswerIsPartial() throws Exception {
        List<String> ids = server.state().lists().ids(SOURCE).subList(0, 3);
        server.state().lists().refuse(ids.subList(1, 2), Refusal.NOT_FOUND);
        assertThat(send("POST", DESTINATION, ids).statusCode()).isEqualTo(404);
        assertThat(server.state().lists().ids(DESTINATION)).isEmpty();

        server.state().lists().refuse(ids.subList(1, 2), Refusal.PARTIAL);
        JsonNode answer =
                SandboxClient.JSON.readTree(send("POST", DESTINATION, ids).body());
        assertThat(answer.path("accepted").asInt()).isEqualTo(2);
        assertThat(answer.path("rejected").findValuesAsText("contactId")).containsExactly(ids.get(1));
        assertThat(server.state().lists().ids(DESTINATION)).containsExactly(ids.get(0), ids.get(2));
    }

    @Test
    void theLargestBatchCanBeMadeSmaller() throws Exception {
        List<String> ids = server.state().lists().ids(SOURCE).subList(0, 3);
        server.state().lists().largestBatch(2);
        assertThat(send("POST", DESTINATION, ids).statusCode()).isEqualTo(413);
        assertThat(send("POST", DESTINATION, ids.subList(0, 2)).statusCode()).isEqualTo(200);
    }

    @Test
    void faultsOfPagesStrikeReadsByOffset() throws Exception {
        server.fault(Fault.named("repeated-page").path("list-contacts").page(2).first(1));
        server.fault(Fault.named("empty-page").path("list-contacts").page(3).first(1));
        JsonNode first = page(SOURCE, 0, 100);
        assertThat(page(SOURCE, 100, 100)).isEqualTo(first);
        assertThat(page(SOURCE, 100, 100)).isNotEqualTo(first);
        assertThat(page(SOURCE, 200, 100).path("contacts")).isEmpty();
        assertThat(page(SOURCE, 200, 100).path("contacts")).hasSize(100);
    }

    @Test
    void aListCanChangeWhileItIsRead() throws Exception {
        List<String> before = server.state().lists().ids(SOURCE);
        server.fault(
                Fault.named("remove-during-read").path("list-contacts").first(1).with("count", 2));
        page(SOURCE, 0, 100);
        assertThat(server.state().lists().ids(SOURCE)).isEqualTo(before.subList(2, 1000));

        server.fault(Fault.named("insert-during-read").path("list-contacts").first(1));
        page(SOURCE, 0, 100);
        assertThat(server.state().lists().ids(SOURCE)).hasSize(999).endsWith(before.get(999));
    }

    @Test
    void theSwitchesMakeListsAndRefusals() throws Exception {
        switched("PUT", "lists", "{\"source\":10,\"target\":4}");
        switched("PUT", "lists/mine", "[{\"id\":\"a\",\"engagementScore\":\"odd\"},{\"id\":\"b\"}]");
        switched("POST", "lists/rules", "{\"largestBatch\":1,\"refused\":[\"b\"],\"refusal\":\"partial\"}");

        JsonNode sizes =
                SandboxClient.JSON.readTree(client.get("/sandbox/lists").body());
        assertThat(sizes)
                .isEqualTo(SandboxClient.JSON.valueToTree(Map.of(SOURCE, 10, TARGET, 4, DESTINATION, 0, "mine", 2)));
        assertThat(client.get("/sandbox/lists/mine").body()).isEqualTo("[\"a\",\"b\"]");
        assertThat(page("mine", 0, 10)
                        .path("contacts")
                        .get(0)
                        .path("engagementScore")
                        .asText())
                .isEqualTo("odd");
        assertThat(send("POST", "mine", List.of("a", "b")).statusCode()).isEqualTo(413);
        assertThat(send("POST", "mine", List.of("b")).body()).contains("rejected");
        assertThat(send("POST", DESTINATION, List.of("a")).statusCode()).isEqualTo(200);

        switched("DELETE", "lists/mine", "");
        assertThat(client.get(LISTS + "mine").statusCode()).isEqualTo(404);
        client.send("POST", "/sandbox/reset", "");
        assertThat(server.state().lists().sizes())
                .containsExactlyInAnyOrderEntriesOf(Map.of(SOURCE, 10, TARGET, 4, DESTINATION, 0));
        assertThat(client.send("POST", "/sandbox/lists/rules", "{\"refusal\":\"no\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    private void switched(String method, String name, String body) throws Exception {
        assertThat(client.send(method, "/sandbox/" + name, body).statusCode()).isEqualTo(204);
    }

    private JsonNode page(String list, int start, int count) throws Exception {
        return SandboxClient.JSON.readTree(client.get(LISTS + list + "/contacts?count=" + count + "&start=" + start)
                .body());
    }

    private HttpResponse<String> send(String method, String list, List<String> ids) throws Exception {
        ObjectNode body = SandboxClient.JSON.createObjectNode();
        ids.forEach(body.putArray("contactIds")::add);
        return client.send(client.api(LISTS + list + "/contacts")
                .header("Idempotency-Key", "k")
                .method(method, BodyPublishers.ofString(body.toString())));
    }

    private List<String> many(int count) {
        server.state().lists().generate(count, 0);
        return server.state().lists().ids(SOURCE);
    }

    private RecordedRequest last() {
        List<RecordedRequest> requests = server.state().requests();
        return requests.get(requests.size() - 1);
    }

    private RecordedRequest answered(String body) {
        return last().answered(null, Answer.text(200, "application/json", body));
    }
}
