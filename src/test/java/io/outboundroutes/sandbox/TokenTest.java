package io.outboundroutes.sandbox;

import static io.outboundroutes.sandbox.SandboxClient.BASE_QUERY;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TokenTest {

    private final TestClock clock = new TestClock();
    private final SandboxServer server = SandboxServer.start(SandboxOptions.defaults()
            .withContacts(10)
            .withClock(clock)
            .withClient("an id", "s&cret:+%")
            .withTokenLifetime(Duration.ofSeconds(2)));
    private final SandboxClient client = new SandboxClient(server);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void allThreeStylesGetATokenThatCanBeSearchedFor() throws Exception {
        for (HttpResponse<String> answer :
                List.of(form(), json(), basic("an id:s&cret:+%"), basic("an+id:s%26cret%3A%2B%25"))) {
            assertThat(answer.statusCode()).isEqualTo(200);
            JsonNode token = SandboxClient.JSON.readTree(answer.body());
            assertThat(token.path("access_token").asText()).contains("CANARY-TOKEN-");
            assertThat(token.path("token_type").asText()).isEqualTo("Bearer");
            assertThat(token.path("expires_in").asInt()).isEqualTo(2);
            assertThat(token.path("scope").asText())
                    .isEqualTo(String.join(" ", server.options().scopes()));
        }
        assertThat(server.options().scopes()).contains("outbound:contact:read", "conversation:write", "outboundapi");
        assertThat(server.state().tokensIssued()).isEqualTo(4);
        assertThat(server.state().requests("token")).hasSize(4);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "wrong secret,            401, invalid_client, grant_type=client_credentials&client_id=an+id&client_secret=no",
        "wrong id,                401, invalid_client, grant_type=client_credentials&client_id=no&client_secret=s%26cret%3A%2B%25",
        "secret not encoded,      400, invalid_request, grant_type=client_credentials&client_id=an+id&client_secret=s&cret:+%",
        "secret encoded twice,    401, invalid_client, grant_type=client_credentials&client_id=an+id&client_secret=s%2526cret%253A%252B%2525",
        "no credentials,          401, invalid_client, grant_type=client_credentials",
        "no grant type,           400, invalid_request, client_id=an+id&client_secret=s%26cret%3A%2B%25",
        "another grant type,      400, unsupported_grant_type, grant_type=password&client_id=an+id&client_secret=s%26cret%3A%2B%25",
        "a parameter twice,       400, invalid_request, grant_type=client_credentials&grant_type=client_credentials",
    })
    void whatIsWrongIsNamedAndGetsNoToken(String rule, int status, String error, String form) throws Exception {
        HttpResponse<String> answer = client.form(form);
        assertThat(answer.statusCode()).as(rule).isEqualTo(status);
        assertThat(SandboxClient.JSON.readTree(answer.body()).path("error").asText())
                .as(rule)
                .isEqualTo(error);
        assertThat(server.state().tokensIssued()).isZero();
    }

    @Test
    void credentialsInBothPlacesOrInAnUnknownFormAreRefused() throws Exception {
        HttpResponse<String> twice = client.send(client.request("/oauth/token")
                .header("Authorization", "Basic " + base64("an id:s&cret:+%"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials&client_id=an+id&client_secret=x")));
        assertThat(twice.statusCode()).isEqualTo(400);

        HttpResponse<String> text = client.send(client.request("/oauth/token")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("grant_type=client_credentials")));
        assertThat(text.statusCode()).isEqualTo(400);
        assertThat(basic("no colon").statusCode()).isEqualTo(401);
    }

    @Test
    void aTokenIsGoodUntilItsLifetimeIsOver() throws Exception {
        String token =
                SandboxClient.JSON.readTree(form().body()).path("access_token").asText();
        assertThat(query(token)).isEqualTo(200);

        clock.advance(Duration.ofMillis(1999));
        assertThat(query(token)).isEqualTo(200);
        clock.advance(Duration.ofMillis(1));
        assertThat(query(token)).isEqualTo(401);
    }

    @Test
    void aRevokedTokenIsBadAndANewOneIsGood() throws Exception {
        String first =
                SandboxClient.JSON.readTree(form().body()).path("access_token").asText();
        assertThat(client.send("POST", "/sandbox/tokens/revoke", "").statusCode())
                .isEqualTo(204);
        assertThat(query(first)).isEqualTo(401);

        String second =
                SandboxClient.JSON.readTree(form().body()).path("access_token").asText();
        assertThat(second).isNotEqualTo(first);
        assertThat(query(second)).isEqualTo(200);
    }

    @Test
    void noTokenOrAMadeUpOneIsUnauthorized() throws Exception {
        assertThat(query("made-up")).isEqualTo(401);
        HttpResponse<String> none =
                client.send(client.request("/api/v2/outbound/segments/x").GET());
        assertThat(none.statusCode()).isEqualTo(401);
        assertThat(none.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"sandbox\"");
        assertThat(SandboxClient.JSON.readTree(none.body()).path("status").asInt())
                .isEqualTo(401);
    }

    private HttpResponse<String> form() throws Exception {
        return client.form("grant_type=client_credentials&client_id=an+id&client_secret=s%26cret%3A%2B%25");
    }

    private HttpResponse<String> json() throws Exception {
        return client.send(
                client.request("/oauth/token")
                        .header("Content-Type", "application/json; charset=utf-8")
                        .POST(
                                BodyPublishers.ofString(
                                        "{\"grant_type\":\"client_credentials\",\"client_id\":\"an id\",\"client_secret\":\"s&cret:+%\"}")));
    }

    private HttpResponse<String> basic(String pair) throws Exception {
        return client.send(client.request("/oauth/token")
                .header("Authorization", "Basic " + base64(pair))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials")));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private int query(String token) throws Exception {
        return client.send(client.queryRequest(BASE_QUERY, 1, 1).setHeader("Authorization", "Bearer " + token))
                .statusCode();
    }
}
