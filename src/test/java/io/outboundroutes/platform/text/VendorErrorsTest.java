package io.outboundroutes.platform.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VendorErrorsTest {

    private static final Map<String, Object> SENT = Map.of(
            "externalContactId", "ext-4711",
            "name", "Jo Canary-Smith",
            "channels", Map.of("voice", Map.of("phoneNumber", "14155550123"), "chat", List.of("canary_handle")),
            "initialMessage", "Your \"parcel\" is here",
            "interactionDurationSeconds", 3000,
            "phone", 14155550124L,
            "type", "dynamic");

    private final Redactor redactor = new Redactor();
    private final VendorErrors errors = new VendorErrors(redactor);

    @Test
    void all16_sentValuesAreMaskedAndIdsAndSettingsAreNot() {
        assertThat(errors.show(
                        "{\"code\":\"bad\",\"message\":\"jo CANARY-smith (14155550123, 14155550124, canary_handle):"
                                + " Your \\\"parcel\\\" is here; ext-4711 dynamic 3000\"}",
                        SENT))
                .isEqualTo("{\"code\":\"bad\",\"message\":\"*** (***, ***, ***): ***; ext-4711 dynamic 3000\"}");
    }

    @Test
    void all16_aPartOfANameIsMaskedToo() {
        assertThat(errors.show("{\"message\":\"Canary-Smith is too long\"}", SENT))
                .isEqualTo("{\"message\":\"*** is too long\"}");
    }

    @Test
    void all16_ofJsonOnlyCodeStatusAndMessagesAreKeptAtAnyDepth() {
        assertThat(errors.show(
                        "{\"message\":\"no\",\"messageParams\":{\"name\":\"Xenia\"},\"status\":400,\"contact\":{\"name\":\"Xenia\"},"
                                + "\"details\":[{\"errorCode\":\"e1\",\"fieldName\":\"name\",\"value\":\"Xenia\"}],\"errors\":[]}",
                        Map.of()))
                .isEqualTo(
                        "{\"message\":\"no\",\"status\":400,\"details\":[{\"errorCode\":\"e1\",\"fieldName\":\"name\"}]}");
    }

    @Test
    void jsonThatSaysNothingIsToldByItsFields() {
        assertThat(errors.show("{\"contact\":{\"name\":\"Xenia\"},\"when\":1}", Map.of()))
                .isEqualTo("JSON without code or message, but with the fields contact, when");
    }

    @Test
    void all16_answersThatAreNoJsonAreMaskedAsText() {
        redactor.learn(Secret.of("the-secret"));

        assertThat(errors.show("<h1>the-secret</h1>\r\nJo Canary-Smith, Jo+Canary-Smith", SENT))
                .isEqualTo("<h1>***</h1>  ***, ***");
    }

    @Test
    void all16_escapesInJsonDoNotHideASecret() {
        redactor.learn(Secret.of("the-secret"));

        assertThat(errors.show("{\"message\":\"th\\u0065-secret\"}", Map.of())).isEqualTo("{\"message\":\"***\"}");
    }

    @Test
    void all20_atMostTwoKilobytes() {
        assertThat(errors.show("{\"message\":\"" + "ü".repeat(5000) + "\"}", Map.of())
                        .getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThanOrEqualTo(2048);
    }
}
