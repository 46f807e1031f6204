package io.outboundroutes.workflow.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ContactClassifierTest {

    private static final ContactClassifier CLASSIFIER =
            new ContactClassifier(List.of("region", "product_tier"), Make.NOW);

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of("text", "emea", "emea"),
                Arguments.of("upper case", "EMEA", "emea"),
                Arguments.of("surrounding space", " \t emea\r\n", "emea"),
                Arguments.of("space inside stays", "north  west", "north  west"),
                Arguments.of("no-break, ideographic and line separators", "\u00a0\u3000emea\u2028\u2029", "emea"),
                Arguments.of("next line and thin spaces", "\u0085\u2009emea\u202f\u205f\u1680", "emea"),
                Arguments.of("information separators", "\u001c\u001demea\u001e\u001f", "emea"),
                Arguments.of("zero width space is no White_Space", "\u200bemea", "\u200bemea"),
                Arguments.of("NUL is no White_Space", "\u0000emea", "\u0000emea"),
                Arguments.of("decomposed to composed", "Cafe\u0301", "caf\u00e9"),
                Arguments.of("compatibility forms stay", "\ufb01", "\ufb01"),
                Arguments.of("I is i in every country", "ISTANBUL", "istanbul"),
                Arguments.of("dotted capital I", "\u0130", "i\u0307"),
                Arguments.of("sharp s stays", "Stra\u00dfe", "stra\u00dfe"),
                Arguments.of("supplementary letters", "\ud801\udc00", "\ud801\udc28"),
                Arguments.of("true", true, "true"),
                Arguments.of("false", false, "false"),
                Arguments.of("int", 42, "42"),
                Arguments.of("long", 42L, "42"),
                Arguments.of(
                        "big integer",
                        new BigInteger("123456789012345678901234567890"),
                        "123456789012345678901234567890"),
                Arguments.of("exponent in plain notation", new BigDecimal("1E+3"), "1000"),
                Arguments.of("small exponent", new BigDecimal("1E-7"), "0.0000001"),
                Arguments.of("trailing zero as written", new BigDecimal("1.50"), "1.50"),
                Arguments.of("double", 1.5d, "1.5"),
                Arguments.of("big double", 1e21d, "1000000000000000000000"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void seg2_valuesBecomeNormalText(String name, Object value, String expected) {
        Classified classified = CLASSIFIER.classify(Make.contact("1", value, null));

        assertThat(classified)
                .isInstanceOfSatisfying(
                        Classified.Member.class,
                        member -> assertThat(member.identity()).isEqualTo(Make.identity("region", expected)));
    }

    static Stream<Arguments> blanks() {
        return Stream.of(
                Arguments.of("null", null),
                Arguments.of("empty", ""),
                Arguments.of("spaces", "   "),
                Arguments.of("every kind of space", " \t\n\u001f\u0085\u00a0\u2003\u3000"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("blanks")
    void seg2_blankEqualsMissing(String name, @Nullable Object value) {
        assertThat(CLASSIFIER.classify(Make.contact("1", value, "gold")))
                .isInstanceOfSatisfying(
                        Classified.Member.class,
                        member -> assertThat(member.identity()).isEqualTo(Make.identity("product_tier", "gold")));
        assertThat(CLASSIFIER.classify(Make.contact("1", value, null))).isInstanceOf(Classified.Unclassified.class);
    }

    @Test
    void seg2_absentOrNullCustomAttributesAreNone() {
        Map<String, Object> nulled = new HashMap<>();
        nulled.put("id", "1");
        nulled.put("customAttributes", null);

        assertThat(CLASSIFIER.classify(Map.of("id", "1"))).isEqualTo(new Classified.Unclassified("1", false));
        assertThat(CLASSIFIER.classify(nulled)).isEqualTo(new Classified.Unclassified("1", false));
    }

    @Test
    void seg2_attributeNamesAreMatchedExactly() {
        Map<String, Object> contact = Map.of("id", "1", "customAttributes", Map.of("Region", "emea"));

        assertThat(CLASSIFIER.classify(contact)).isInstanceOf(Classified.Unclassified.class);
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                Arguments.of("null", null, "the contact is not an object"),
                Arguments.of("text", "contact", "the contact is not an object"),
                Arguments.of("array", List.of(Map.of("id", "1")), "the contact is not an object"),
                Arguments.of("no id", Map.of("name", "x"), "id is missing"),
                Arguments.of("id an object", Map.of("id", Map.of()), "id is an array or object, not a scalar"),
                Arguments.of("blank id", Map.of("id", " \u00a0"), "id is blank"),
                Arguments.of(
                        "attributes a list",
                        Map.of("id", "1", "customAttributes", List.of()),
                        "customAttributes is not an object"),
                Arguments.of(
                        "attributes a text",
                        Map.of("id", "1", "customAttributes", "region=emea"),
                        "customAttributes is not an object"),
                Arguments.of(
                        "value an array",
                        Make.contact("1", "emea", List.of("gold")),
                        "customAttributes.product_tier is an array or object, not a scalar"),
                Arguments.of(
                        "value an empty object",
                        Make.contact("1", Map.of(), "gold"),
                        "customAttributes.region is an array or object, not a scalar"),
                Arguments.of(
                        "lone surrogate",
                        Make.contact("1", "x\ud800", "gold"),
                        "customAttributes.region is malformed text (a lone surrogate)"),
                Arguments.of(
                        "number that fills the memory",
                        Make.contact("1", new BigDecimal("1E+1000000000"), "gold"),
                        "customAttributes.region is not a number of at most 1000 digits"),
                Arguments.of(
                        "not a number",
                        Make.contact("1", Double.NaN, "gold"),
                        "customAttributes.region is not a number of at most 1000 digits"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void all10_badContactsAreRejectedWholeWithAReasonThatTellsNoValue(
            String name, @Nullable Object contact, String reason) {
        assertThat(CLASSIFIER.classify(contact))
                .isInstanceOfSatisfying(
                        Classified.Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(reason));
    }

    @Test
    void all10_otherAttributesAndFieldsAreIgnoredWhateverTheyHold() {
        Map<String, Object> contact = Map.of(
                "id", 7, "phones", List.of(), "customAttributes", Map.of("region", "emea", "odd", List.of(Map.of())));

        assertThat(CLASSIFIER.classify(contact))
                .isEqualTo(new Classified.Member("7", Make.identity("region", "emea"), Map.of(), null, false));
    }

    @Test
    void seg5_spellingsAreKeptAsSeenWhereTheyDiffer() {
        Classified classified = CLASSIFIER.classify(Make.contact("1", " EMEA ", "gold"));
        Classified blank = CLASSIFIER.classify(Make.contact("1", "emea", "  "));

        assertThat(((Classified.Member) classified).spellings()).containsExactly(Map.entry("region", " EMEA "));
        assertThat(((Classified.Member) blank).spellings()).containsExactly(Map.entry("product_tier", "  "));
    }

    static Stream<Arguments> timestamps() {
        return Stream.of(
                Arguments.of("UTC", "2026-02-28T10:11:12.345Z", "2026-02-28T10:11:12.345Z"),
                Arguments.of("without fraction", "2026-02-28T10:11:12Z", "2026-02-28T10:11:12Z"),
                Arguments.of(
                        "seven digits of fraction", "2026-02-28T10:11:12.1234567Z", "2026-02-28T10:11:12.1234567Z"),
                Arguments.of("without seconds", "2026-02-28T10:11Z", "2026-02-28T10:11:00Z"),
                Arguments.of("zone-less is UTC", "2026-02-28T10:11:12.345", "2026-02-28T10:11:12.345Z"),
                Arguments.of("date only is midnight UTC", "2026-02-28", "2026-02-28T00:00:00Z"),
                Arguments.of("space for T", "2026-02-28 10:11:12", "2026-02-28T10:11:12Z"),
                Arguments.of("small letters", "2026-02-28t10:11:12z", "2026-02-28T10:11:12Z"),
                Arguments.of("offset east", "2026-02-28T10:11:12+05:30", "2026-02-28T04:41:12Z"),
                Arguments.of("offset west", "2026-02-28T10:11:12-08:00", "2026-02-28T18:11:12Z"),
                Arguments.of("offset without colon", "2026-02-28T10:11:12+0530", "2026-02-28T04:41:12Z"),
                Arguments.of("offset of hours", "2026-02-28T10:11:12+02", "2026-02-28T08:11:12Z"),
                Arguments.of("surrounding space", " 2026-02-28T10:11:12Z ", "2026-02-28T10:11:12Z"),
                Arguments.of("epoch milliseconds", 1772273472345L, "2026-02-28T10:11:12.345Z"),
                Arguments.of("epoch as decimal", new BigDecimal("1772273472345.9"), "2026-02-28T10:11:12.345Z"),
                Arguments.of("epoch with exponent", new BigDecimal("1.7E+12"), "2023-11-14T22:13:20Z"),
                Arguments.of("before 1970", -1, "1969-12-31T23:59:59.999Z"),
                Arguments.of("five minutes ahead is believed", "2026-03-01T12:05:00Z", "2026-03-01T12:05:00Z"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("timestamps")
    void seg6_timestampsAreRead(String name, Object timestamp, String expected) {
        Classified.Member member =
                (Classified.Member) CLASSIFIER.classify(Make.contactAt("1", "emea", "gold", timestamp));

        assertThat(member.updated()).contains(Instant.parse(expected));
        assertThat(member.timestampIgnored()).isFalse();
    }

    static Stream<Arguments> ignored() {
        return Stream.of(
                Arguments.of("words", "yesterday"),
                Arguments.of("no such day", "2026-02-30T10:00:00Z"),
                Arguments.of("no such hour", "2026-02-28T25:00:00Z"),
                Arguments.of("cut", "2026-02-28T10:"),
                Arguments.of("digits as text", "1772273472345"),
                Arguments.of("a boolean", true),
                Arguments.of("an object", Map.of()),
                Arguments.of("too long", "2".repeat(100_000)),
                Arguments.of("not a number", Double.NaN),
                Arguments.of("a huge number", new BigDecimal("1E+1000000000")),
                Arguments.of("a tiny number", new BigDecimal("1E-1000000000")),
                Arguments.of("out of a long", new BigInteger("99999999999999999999999")),
                Arguments.of("a millisecond over five minutes ahead", "2026-03-01T12:05:00.001Z"),
                Arguments.of("years ahead as number", 99999999999999L));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ignored")
    void seg6_unreadableAndFutureTimestampsAreIgnoredAndMarked(String name, Object timestamp) {
        assertThat(CLASSIFIER.classify(Make.contactAt("1", "emea", "gold", timestamp)))
                .isInstanceOfSatisfying(Classified.Member.class, member -> {
                    assertThat(member.updated()).isEmpty();
                    assertThat(member.timestampIgnored()).isTrue();
                });
    }

    @Test
    void seg6_absentOrBlankTimestampsAreUnknownNotIgnored() {
        Map<String, Object> nulled = Make.contact("1", "emea", "gold");
        nulled.put("updatedTimestamp", null);

        for (Map<String, Object> contact :
                Arrays.asList(nulled, Make.contact("1", "emea", "gold"), Make.contactAt("1", "emea", "gold", " "))) {
            assertThat(CLASSIFIER.classify(contact)).isInstanceOfSatisfying(Classified.Member.class, member -> {
                assertThat(member.updated()).isEmpty();
                assertThat(member.timestampIgnored()).isFalse();
            });
        }
    }
}
