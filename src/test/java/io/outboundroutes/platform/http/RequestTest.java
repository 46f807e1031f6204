package io.outboundroutes.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTest {

    private static Operation operation(String method) {
        return new Operation(
                "get-thing",
                method,
                "/things/{id}/parts",
                Set.of("size", "q"),
                Effect.READ,
                AfterAmbiguity.REPEAT,
                null,
                Set.of(),
                true,
                "",
                "",
                null);
    }

    @Test
    void all11_fieldsGoToPathQueryAndBodyEncoded() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", "a/b ?ü");
        fields.put("size", 2);
        fields.put("q", null);
        fields.put("name", "x");

        CallRequest request = CallRequest.of(operation("POST"), fields);

        assertThat(request.path()).isEqualTo("/things/a%2Fb%20%3F%C3%BC/parts");
        assertThat(request.query()).isEqualTo("size=2");
        assertThat(new String(request.body(), StandardCharsets.UTF_8)).isEqualTo("{\"name\":\"x\"}");
        assertThat(request.contentType()).isEqualTo("application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", ".."})
    void all11_anIdThatIsNoPathSegmentIsRefused(String id) {
        assertThatThrownBy(() -> CallRequest.of(operation("GET"), Map.of("id", id)))
                .hasMessageContaining("the path needs the field 'id'");
    }

    @Test
    void all11_whatHasNoPlaceIsRefused() {
        assertThatThrownBy(() -> CallRequest.of(operation("GET"), Map.of("id", "1", "x", "y")))
                .hasMessageContaining("[x] have no place in a GET");
        assertThatThrownBy(() -> CallRequest.of(operation("GET"), Map.of("id", "1", "q", List.of())))
                .hasMessageContaining("query parameter 'q' is an array or object");
        assertThatThrownBy(() -> CallRequest.of(operation("GET"), new HashMap<>()))
                .hasMessageContaining("needs the field 'id'");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            FORM  | grant_type=client_credentials&client_id=i%26d&client_secret=s%2B%22%3D                | ``
            BASIC | grant_type=client_credentials                                                         | Basic aSZkOnMrIj0=
            JSON  | {"grant_type":"client_credentials","client_id":"i&d","client_secret":"s+\\"="}        | ``
            """)
    void all1_theTokenRequestsStyles(TokenRequest.Style style, String body, String authorization) {
        TokenRequest request = TokenRequest.of(style, "i&d", "s+\"=");

        assertThat(new String(request.request().body(), StandardCharsets.UTF_8)).isEqualTo(body);
        assertThat(request.authorization()).isEqualTo(authorization.isEmpty() ? null : authorization);
        assertThat(request.request().contentType())
                .isEqualTo(style == TokenRequest.Style.JSON ? "application/json" : "application/x-www-form-urlencoded");
        assertThat(request).hasToString("TokenRequest[***]");
    }

    @Test
    void all1_aClientIdWithAColonCannotTravelInAHeader() {
        assertThatThrownBy(() -> TokenRequest.of(TokenRequest.Style.BASIC, "a:b", "s"))
                .hasMessageContaining("token-style=form or json");
    }
}
