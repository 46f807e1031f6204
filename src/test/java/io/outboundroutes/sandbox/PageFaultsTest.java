package io.outboundroutes.sandbox;

import static io.outboundroutes.sandbox.GuideBodies.CAMPAIGNS;
import static io.outboundroutes.sandbox.GuideBodies.SCHEDULES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.outboundroutes.sandbox.campaign.Campaigns;
import io.outboundroutes.sandbox.fault.Fault;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a caller sees when the pages of a GET are spoilt. */
final class PageFaultsTest {

    private final SandboxServer server = SandboxServer.start(SandboxOptions.defaults());
    private final SandboxClient client = new SandboxClient(server);

    @BeforeEach
    void prepare() throws Exception {
        client.login();
        for (int i = 0; i < 5; i++) {
            server.state()
                    .scheduleStore()
                    .put(
                            Campaigns.SCHEDULED,
                            SandboxClient.JSON.createObjectNode().put("id", "s" + i));
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aRepeatedPageOfANumberedListHasTheRecordsOfThePageBefore() throws Exception {
        List<String> first = ids(campaigns(1));
        List<String> second = ids(campaigns(2));
        server.fault(Fault.named("repeated-page").path("campaigns-list").times(1));
        assertThat(ids(campaigns(1))).isEqualTo(first);
        JsonNode repeated = campaigns(2);
        assertThat(ids(repeated)).isEqualTo(first);
        assertThat(repeated.path("pageNumber").asInt()).isEqualTo(2);
        assertThat(ids(campaigns(2))).isEqualTo(second);

        server.fault(Fault.named("repeated-page").with("honest", SandboxClient.JSON.readTree("true")));
        assertThat(campaigns(2).path("pageNumber").asInt()).isEqualTo(1);
    }

    @Test
    void aRepeatedPageOfACursorListLeadsOn() throws Exception {
        server.fault(Fault.named("repeated-page").page(2).times(1));
        List<List<String>> pages = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = schedules(cursor);
            pages.add(ids(page));
            cursor = page.path("nextPageCursor").asText("");
        } while (!cursor.isEmpty());
        assertThat(pages).containsExactly(List.of("s0", "s1"), List.of("s0", "s1"), List.of("s4"));
    }

    @Test
    void anHonestlyRepeatedPageOfACursorListLeadsToItself() throws Exception {
        String cursor = schedules("").path("nextPageCursor").asText();
        String third = schedules(cursor).path("nextPageCursor").asText();
        server.fault(Fault.named("repeated-page").with("honest", SandboxClient.JSON.readTree("true")));
        JsonNode repeated = schedules(cursor);
        assertThat(ids(repeated)).containsExactly("s0", "s1");
        assertThat(repeated.path("nextPageCursor").asText()).isEqualTo(cursor).isNotEqualTo(third);
    }

    @Test
    void aFaultMayChooseThePageOfACursor() throws Exception {
        String second = schedules("").path("nextPageCursor").asText();
        String third = schedules(second).path("nextPageCursor").asText();
        server.fault(Fault.named("503").path("schedules-list").page(3));
        assertThat(client.get(path("")).statusCode()).isEqualTo(200);
        assertThat(client.get(path(second)).statusCode()).isEqualTo(200);
        assertThat(client.get(path(third)).statusCode()).isEqualTo(503);
    }

    @Test
    void anEmptyPageKeepsEverythingButItsRecords() throws Exception {
        server.fault(Fault.named("empty-page").times(2));
        assertThat(campaigns(2).path("entities")).isEmpty();
        JsonNode schedules = schedules("");
        assertThat(schedules.path("entities").isArray()).isTrue();
        assertThat(schedules.path("entities")).isEmpty();
        assertThat(schedules.has("nextPageCursor")).isTrue();
    }

    @Test
    void pageCountAndTotalMayChange() throws Exception {
        JsonNode right = campaigns(1);
        server.fault(Fault.named("changing-page-count").times(1));
        server.fault(Fault.named("changing-total").with("delta", -1));
        assertThat(campaigns(1).path("pageCount").asInt())
                .isEqualTo(right.path("pageCount").asInt() + 1);
        assertThat(campaigns(2).path("total").asInt())
                .isEqualTo(right.path("total").asInt() - 1);
        assertThat(campaigns(3).path("total").asInt())
                .isEqualTo(right.path("total").asInt() - 2);
        assertThat(schedules("").has("total")).isFalse();
    }

    @Test
    void whatMovesContactsMovesNothingElse() throws Exception {
        server.fault(Fault.named("touch-during-read"));
        server.fault(Fault.named("insert-during-read"));
        assertThat(ids(campaigns(1))).isEqualTo(ids(campaigns(1)));
        assertThat(client.get(path("")).statusCode()).isEqualTo(200);
    }

    private JsonNode campaigns(int page) throws Exception {
        return SandboxClient.JSON.readTree(
                client.get(CAMPAIGNS + "?pageSize=3&pageNumber=" + page).body());
    }

    private JsonNode schedules(String cursor) throws Exception {
        return SandboxClient.JSON.readTree(client.get(path(cursor)).body());
    }

    private static String path(String cursor) {
        return SCHEDULES + "?pageSize=2" + (cursor.isEmpty() ? "" : "&cursor=" + cursor);
    }

    private static List<String> ids(JsonNode page) {
        return page.path("entities").findValuesAsText("id");
    }
}
