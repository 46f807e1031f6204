package io.outboundroutes.platform.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonTest {

    private static @Nullable Object parse(String json) {
        return Json.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void all10_valuesAreReadAsWritten() {
        assertThat(parse("{\"b\":[1,3000000000,12345678901234567890,1.10,1E2,true,null,\"ü\"],\"a\":{}}"))
                .isEqualTo(Map.of(
                        "a",
                        Map.of(),
                        "b",
                        Arrays.asList(
                                1,
                                3_000_000_000L,
                                new BigInteger("12345678901234567890"),
                                new BigDecimal("1.10"),
                                new BigDecimal("1E2"),
                                true,
                                null,
                                "ü")))
                .extracting(value -> Json.write(value))
                .isEqualTo("{\"b\":[1,3000000000,12345678901234567890,1.10,1E+2,true,null,\"ü\"],\"a\":{}}");
        assertThat(parse("null")).isNull();
    }

    static Stream<Arguments> hostile() {
        return Stream.of(
                arguments("nothing", "", "empty"),
                arguments("truncated", "{\"a\":\"canary", "ends in the middle"),
                arguments("truncated between values", "{\"a\":1", "ends in the middle"),
                arguments("text", "<html>canary</html>", "malformed"),
                arguments("two values", "{} {\"a\":\"canary\"}", "more than one value"),
                arguments("rubbish behind", "{} canary", "malformed"),
                arguments("field twice", "{\"canary\":1,\"canary\":2}", "twice"),
                arguments("field twice by escape", "{\"canary\":1,\"c\\u0061nary\":2}", "twice"),
                arguments("101 levels", "[".repeat(101) + "]".repeat(101), "limits"),
                arguments("a million levels", "{\"a\":".repeat(1_000_000), "limits"),
                arguments("long text", "\"" + "x".repeat(1_100_000) + "\"", "limits"),
                arguments("long name", "{\"" + "x".repeat(1_001) + "\":1}", "limits"),
                arguments("long number", "1".repeat(101), "limits"),
                arguments("gigantic exponent", "[1e999999999]", "limits"),
                arguments("exponent beyond int", "[1e99999999999999999999]", "limits"),
                arguments("tiny exponent", "[1e-100000]", "limits"),
                arguments("NaN", "[NaN]", "malformed"),
                arguments("comment", "[1] // canary", "malformed"),
                arguments("control character", "[\"canary\u0001\"]", "malformed"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void all10_hostileJsonIsRefusedWithoutRepeatingIt(String name, String json, String why) {
        assertThatThrownBy(() -> parse(json))
                .isInstanceOf(JsonProblem.class)
                .hasMessageContaining(why)
                .hasMessageNotContaining("canary")
                .hasNoCause();
    }

    @Test
    void all10_bytesThatAreNoUtf8AreRefused() {
        assertThatThrownBy(() -> Json.parse("[\"größe\"]".getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(JsonProblem.class);
    }

    @Test
    void all10_aHundredLevelsAreRead() {
        assertThat(parse("[".repeat(100) + "]".repeat(100))).isInstanceOf(List.class);
    }

    @Test
    void all11_keysKeepTheirOrderAndInstantsHaveMillisecondsAndZ() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("z", Instant.parse("2024-01-01T00:00:00Z"));
        fields.put("a", Instant.parse("2024-12-31T23:59:59.987654321Z"));
        fields.put("m", List.of(Map.of("x", new BigDecimal("0.50"))));

        assertThat(Json.write(fields))
                .isEqualTo(
                        "{\"z\":\"2024-01-01T00:00:00.000Z\",\"a\":\"2024-12-31T23:59:59.987Z\",\"m\":[{\"x\":0.50}]}");
    }

    @Test
    void asciiEscapesEveryLineBreakOfAnyAlphabet() {
        assertThat(Json.writeAscii(Map.of("ö", "a\u2028b\u0085c\nd\u001B😀")))
                .isEqualTo("{\"\\u00F6\":\"a\\u2028b\\u0085c\\nd\\u001B\\uD83D\\uDE00\"}");
    }

    @Test
    void whatJsonCannotHoldIsRefused() {
        assertThatThrownBy(() -> Json.write(Map.of("day", LocalDate.EPOCH))).isInstanceOf(JsonProblem.class);
    }

    @Test
    void endlessStructuresAreRefusedBeforeTheStackEnds() {
        Map<String, Object> self = new LinkedHashMap<>();
        self.put("self", self);

        assertThatThrownBy(() -> Json.write(self)).isInstanceOf(JsonProblem.class);
    }
}
