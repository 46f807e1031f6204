package io.outboundroutes.workflow.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies and send keys. */
class ContactRequestTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    @Test
    void all11_theRegisterBodyIsTheGuidesInItsOrder() {
        Map<String, Object> body = Make.guide().registerBody();

        assertThat(body)
                .containsExactly(
                        Map.entry("externalContactId", "EXT-9928374"),
                        Map.entry("name", "Acme Corp Support"),
                        Map.entry(
                                "channels",
                                Map.of("voice", "+15551234567", "sms", "+15551234567", "email", "support@acme.com")),
                        Map.entry("initialMessage", "Testing automated contact interaction workflow"),
                        Map.entry("interactionDurationSeconds", 600),
                        Map.entry("metadata", Map.of("campaign", "outbound_q3", "region", "us-east")));
        assertThat(((Map<?, ?>) body.get("channels")).keySet().stream().map(String::valueOf))
                .containsExactly("voice", "sms", "email");
    }

    @Test
    void con5_withoutAnInitialMessageTheFieldIsLeftOutOfBothBodies() {
        ContactRequest silent = Make.request(Make.rowWith("initialMessage", " "));

        assertThat(silent.registerBody()).doesNotContainKey("initialMessage");
        assertThat(ConversationRequest.bodyOf(silent, "g-1", Channel.VOICE, NOW))
                .doesNotContainKey("initialMessage");
    }

    @Test
    void all11_theConversationBodyIsTheGuidesWithSourceAndTimestamp() {
        assertThat(ConversationRequest.bodyOf(Make.guide(), "g-1", Channel.SMS, NOW))
                .containsExactly(
                        Map.entry("contactId", "g-1"),
                        Map.entry("type", "sms"),
                        Map.entry("initialMessage", "Testing automated contact interaction workflow"),
                        Map.entry(
                                "metadata",
                                Map.of("source", "external_contact_api", "timestamp", "2026-11-21T10:00:00.000Z")));
    }

    static Stream<Arguments> sameWishes() {
        Map<String, Object> email = new LinkedHashMap<>(Make.object("email", "Support@ACME.com"));
        email.put("voice", "+15551234567");
        email.put("sms", "+15551234567");
        return Stream.of(
                Arguments.of("other order of fields", reversed(Make.guideRow())),
                Arguments.of("space around the name", Make.rowWith("name", "  Acme Corp Support\u00a0\t")),
                Arguments.of("another case of the e-mail address", Make.rowWith("channels", email)),
                Arguments.of("duration as text", Make.rowWith("interactionDurationSeconds", "600")),
                Arguments.of("a field that nobody knows", Make.rowWith("comment", "x")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sameWishes")
    void con5_theSameRowIsTheSameRequestHoweverItIsWritten(String name, Map<String, Object> row) {
        assertThat(Make.request(row).sendKey()).isEqualTo(Make.guide().sendKey());
    }

    static Stream<Arguments> otherWishes() {
        return Stream.of(
                Arguments.of("another contact", Make.rowWith("externalContactId", "EXT-1")),
                Arguments.of("another name", Make.rowWith("name", "Acme")),
                Arguments.of("fewer channels", Make.rowWith("channels", Map.of("voice", "+15551234567"))),
                Arguments.of("the number on another channel", Make.rowWith("channels", Map.of("sms", "+15551234567"))),
                Arguments.of("another message", Make.rowWith("initialMessage", "Hello")),
                Arguments.of("no message", Make.rowWith("initialMessage", null)),
                Arguments.of("another duration", Make.rowWith("interactionDurationSeconds", 601)),
                Arguments.of("other metadata", Make.rowWith("metadata", Map.of("campaign", "outbound_q3"))),
                Arguments.of(
                        "metadata cut in another place",
                        Make.rowWith("metadata", Map.of("campaign", "outbound_q3;6:region;7:us-east"))),
                Arguments.of("a request id", Make.rowWith("requestId", "r-1")));
    }

    @Test
    void con5_anotherRowIsAnotherRequest() {
        Set<String> keys = new HashSet<>(Set.of(Make.guide().sendKey()));

        otherWishes()
                .forEach(wish -> assertThat(keys.add(sendKey(wish.get()[1])))
                        .as(String.valueOf(wish.get()[0]))
                        .isTrue());
    }

    @Test
    void con5_aRequestIdIsTheRequestWhateverElseTheRowSays() {
        Map<String, Object> later = Make.rowWith("requestId", "r-1");
        later.put("initialMessage", "Another text");
        Map<String, Object> snake = Make.rowWith("request_id", "r-1");
        Map<String, Object> somebodyElse = Make.rowWith("requestId", "r-1");
        somebodyElse.put("externalContactId", "EXT-1");
        String key = sendKey(Make.rowWith("requestId", "r-1"));

        assertThat(sendKey(later)).isEqualTo(key);
        assertThat(sendKey(snake)).isEqualTo(key);
        assertThat(sendKey(somebodyElse)).isNotEqualTo(key);
        assertThat(sendKey(Make.rowWith("requestId", "r-2"))).isNotEqualTo(key);
    }

    @Test
    void all16_theSendKeyIsADigestAndNoText() {
        assertThat(Make.guide().sendKey()).matches("[0-9a-f]{64}");
        assertThat(Make.guide().contactHash())
                .matches("[0-9a-f]{64}")
                .isNotEqualTo(Make.guide().sendKey());
    }

    @Test
    void con5_whatIsStoredReadsBackAsTheSameRequest() {
        assertThat(Make.request(Make.guide().registerBody())).isEqualTo(Make.guide());
    }

    private static String sendKey(Object row) {
        return Make.request((Map<?, ?>) row).sendKey();
    }

    private static Map<String, Object> reversed(Map<String, Object> row) {
        Map<String, Object> reversed = new LinkedHashMap<>();
        row.keySet().stream().sorted(java.util.Comparator.reverseOrder()).forEach(k -> reversed.put(k, row.get(k)));
        return reversed;
    }
}
