package io.outboundroutes.sandbox;

import static io.outboundroutes.sandbox.SandboxClient.BASE_QUERY;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SegmentsTest {

    private final SandboxServer server = SandboxServer.start(SandboxOptions.defaults());
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
    void aSegmentIsCreatedOnceAndItsNameIsTakenThen() throws Exception {
        HttpResponse<String> first = client.createSegment("Auto_Segment_1", BASE_QUERY);
        HttpResponse<String> second = client.createSegment("Auto_Segment_1", "region:other");

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(server.state().segments()).hasSize(1);
        Segment segment = server.state().segments().get(0);
        assertThat(segment.query()).isEqualTo(BASE_QUERY);
        assertThat(segment.idempotencyKey()).isEqualTo("key-Auto_Segment_1");
        JsonNode answer = SandboxClient.JSON.readTree(first.body());
        assertThat(answer.path("id").asText()).isEqualTo(segment.id());
        assertThat(answer.path("refreshInterval").asText()).isEqualTo("PT4H");
    }

    @Test
    void aSegmentTellsHowManyContactsItsQuerySelectsNow() throws Exception {
        client.createSegment("s", "region:emea AND product_tier:gold");
        String path =
                "/api/v2/outbound/segments/" + server.state().segments().get(0).id();
        int before = SandboxClient.JSON
                .readTree(client.get(path).body())
                .path("contactCount")
                .asInt();
        assertThat(before).isPositive().isEqualTo(server.state().contacts().count("region:emea AND product_tier:gold"));

        client.send(
                "PUT",
                "/sandbox/contacts",
                "[{\"id\":\"1\",\"customAttributes\":{\"region\":\"emea\",\"product_tier\":\"gold\"}}]");
        assertThat(SandboxClient.JSON
                        .readTree(client.get(path).body())
                        .path("contactCount")
                        .asInt())
                .isEqualTo(1);
        assertThat(client.get("/api/v2/outbound/segments/none").statusCode()).isEqualTo(404);
    }

    @Test
    void anIdempotentVendorAnswersTheSameAgainForTheSameKeyOnly() throws Exception {
        try (SandboxServer idempotent =
                SandboxServer.start(SandboxOptions.defaults().withIdempotentSegments(true))) {
            SandboxClient other = new SandboxClient(idempotent).login();
            HttpResponse<String> first = other.createSegment(SandboxClient.segment("a", "b:c"), "k1");
            HttpResponse<String> again = other.createSegment(SandboxClient.segment("a", "b:c"), "k1");
            HttpResponse<String> otherKey = other.createSegment(SandboxClient.segment("a", "b:c"), "k2");

            assertThat(again.statusCode()).isEqualTo(201);
            assertThat(again.body()).isEqualTo(first.body());
            assertThat(otherKey.statusCode()).isEqualTo(409);
            assertThat(idempotent.state().segments()).hasSize(1);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            no JSON              | bad.request              | {"name"
            no object            | bad.request              | []
            field twice          | bad.request              | {"name":"a","name":"b"}
            no name              | missing.name             | {"type":"dynamic"}
            name is blank        | missing.name             | {"name":" "}
            static type          | invalid.type             | {"name":"a","type":"static"}
            other status         | invalid.status           | {"name":"a","type":"dynamic","status":"on"}
            no definition        | missing.definition       | {"name":"a","type":"dynamic","status":"active"}
            no query             | missing.query            | {"name":"a","type":"dynamic","status":"active","definition":{}}
            query cannot be read | invalid.query            | {"name":"a","type":"dynamic","status":"active","definition":{"query":"tier:gold plus"}}
            interval in words    | invalid.refreshInterval  | {"name":"a","type":"dynamic","status":"active","definition":{"query":"a:b"},"refreshInterval":"daily"}
            unexpected field     | unexpected.field         | {"name":"a","colour":"red"}
            """)
    void whatIsWrongIsNamedByItsCode(String rule, String code, String body) throws Exception {
        HttpResponse<String> answer = client.send("POST", "/api/v2/outbound/segments", body);
        assertThat(answer.statusCode()).as(rule).isEqualTo(400);
        assertThat(SandboxClient.JSON.readTree(answer.body()).path("code").asText())
                .as(rule)
                .isEqualTo(code);
        assertThat(server.state().segments()).isEmpty();
    }

    @Test
    void anotherContentTypeIsRefused() throws Exception {
        HttpResponse<String> answer = client.send(client.request("/api/v2/outbound/segments")
                .header("Authorization", "Bearer " + client.token())
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString(SandboxClient.segment("a", "b:c").toString())));
        assertThat(answer.statusCode()).isEqualTo(415);
    }
}
