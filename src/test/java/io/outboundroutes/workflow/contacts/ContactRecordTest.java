package io.outboundroutes.workflow.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a vendor's answers tell. */
class ContactRecordTest {

    static Stream<Arguments> hostileAnswers() {
        return Stream.of(
                Arguments.of("nothing", null),
                Arguments.of("a list", List.of(1)),
                Arguments.of("an empty object", Map.of()),
                Arguments.of(
                        "other types everywhere",
                        Make.object(
                                "id",
                                Map.of(),
                                "state",
                                7,
                                "validationStatus",
                                List.of(),
                                "channelAvailability",
                                3,
                                "channels",
                                "x",
                                "doNotContact",
                                null,
                                "optOut",
                                null)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostileAnswers")
    void all10_con3_aHostileAnswerAllowsNothing(String name, Object answer) {
        ContactRecord record = ContactRecord.of(answer);

        assertThat(record.id()).isNull();
        assertThat(record.lifecycleState()).isEqualTo("new");
        assertThat(record.validation()).isNotEqualTo(Validation.PASSED);
        assertThat(record.available()).isEmpty();
    }

    @Test
    void con2_theAnswersIdAndStateAreUsedWhenPresent() {
        Registration full = Registration.registered(Map.of("id", "g-1", "state", "validating"), Make.guide());
        Registration empty = Registration.registered(Map.of(), Make.guide());

        assertThat(full).isEqualTo(new Registration("g-1", "validating", false, List.of()));
        assertThat(empty).isEqualTo(new Registration("EXT-9928374", "new", false, List.of()));
    }

    static Stream<Arguments> ids() {
        return Stream.of(
                Arguments.of("text", "g-1", "g-1"),
                Arguments.of("a whole number", 17L, "17"),
                Arguments.of("blank", " ", "EXT-9928374"),
                Arguments.of("with a line break", "a\nb", "EXT-9928374"),
                Arguments.of("of 256 characters", "a".repeat(256), "EXT-9928374"),
                Arguments.of("that climbs out of a path", "..", "EXT-9928374"),
                Arguments.of("an object", Map.of(), "EXT-9928374"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ids")
    void con2_anIdThatIsNoneIsNotUsed(String name, Object id, String expected) {
        assertThat(Registration.registered(Map.of("id", id), Make.guide()).contactId())
                .isEqualTo(expected);
    }

    static Stream<Arguments> differences() {
        return Stream.of(
                differ("nothing", Make.object()),
                differ("the name", Make.object("name", "Other"), "name"),
                differ("a number", Make.object("channels", channels("voice", "+4930123")), "channels.voice"),
                differ("a channel that is not there", Make.object("channels", channels("sms", null)), "channels.sms"),
                differ("a channel more", Make.object("channels", channels("chat", "acme")), "channels.chat"),
                differ("the message", Make.object("initialMessage", "Hi"), "initialMessage"),
                differ("the duration", Make.object("interactionDurationSeconds", 300), "interactionDurationSeconds"),
                differ("the duration in another number type", Make.object("interactionDurationSeconds", 600L)),
                differ(
                        "a metadata value",
                        Make.object("metadata", Map.of("campaign", "q4", "region", "us-east")),
                        "metadata"),
                differ(
                        "metadata of somebody else besides ours",
                        Make.object("metadata", Map.of("campaign", "outbound_q3", "region", "us-east", "owner", "x"))),
                differ("two things", Make.object("name", "Other", "metadata", Map.of()), "name", "metadata"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("differences")
    void con2_differingFieldsOfAnExistingContactAreNamed(
            String name, Map<String, Object> change, List<String> expected) {
        Map<String, Object> record = Make.guideRow();
        record.put("id", "g-1");
        record.put("owner", "not ours");
        record.putAll(change);

        Registration registration = Registration.existing(record, Make.guide());

        assertThat(registration.existing()).isTrue();
        assertThat(registration.contactId()).isEqualTo("g-1");
        assertThat(registration.differences()).isEqualTo(expected);
    }

    @Test
    void con2_whatARecordDoesNotTellIsNoDifference() {
        assertThat(Registration.existing(Map.of("id", "g-1", "state", "active"), Make.guide())
                        .differences())
                .isEmpty();
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                Arguments.of("the check", Make.object("validationStatus", "failed"), true),
                Arguments.of("its reason", Make.object("validationFailureReason", "other"), true),
                Arguments.of("availability", Make.object("channelAvailability", Map.of("voice", "busy")), true),
                Arguments.of("the flag", Make.object("doNotContact", true), true),
                Arguments.of("an opt-out", Make.object("optOut", Map.of("voice", true)), true),
                Arguments.of("a flat opt-out", Make.object("optOut.voice", true), true),
                Arguments.of("an address", Make.object("channels", Map.of("voice", "+4930123")), true),
                Arguments.of("when it was last read", Make.object("lastReadAt", "2026-11-21"), false),
                Arguments.of("the state", Make.object("state", "idle"), false));
    }

    @ParameterizedTest(name = "{0} changed: {2}")
    @MethodSource("changes")
    void con3_aRecordHasChangedWhenSomethingThatDecidesHas(String name, Map<String, Object> change, boolean changed) {
        Object[] pairs = change.entrySet().stream()
                .flatMap(field -> Stream.of(field.getKey(), field.getValue()))
                .toArray();

        assertThat(Make.record(pairs).fingerprint().equals(Make.record().fingerprint()))
                .isEqualTo(!changed);
        assertThat(Make.record().fingerprint()).matches("[0-9a-f]{64}");
    }

    private static Arguments differ(String name, Map<String, Object> change, String... fields) {
        return Arguments.of(name, change, List.of(fields));
    }

    private static Map<String, Object> channels(String channel, Object address) {
        Map<String, Object> channels =
                Make.object("voice", "+15551234567", "sms", "+15551234567", "email", "support@acme.com");
        channels.put(channel, address);
        return channels;
    }
}
