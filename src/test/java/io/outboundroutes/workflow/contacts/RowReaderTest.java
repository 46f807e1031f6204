package io.outboundroutes.workflow.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RowReaderTest {

    private static final String E164 =
            "is no E.164 number (a plus sign and 2 to 15 digits, the first not 0, nothing between them)";

    static Stream<Arguments> brokenFields() {
        return Stream.of(
                broken("no id", "externalContactId", null, "externalContactId is missing"),
                broken("blank id", "externalContactId", "  ", "externalContactId is missing"),
                broken("id of 256", "externalContactId", "a".repeat(256), badId()),
                broken("id with a slash", "externalContactId", "a/b", badId()),
                broken("id with a question mark", "externalContactId", "a?b", badId()),
                broken("id with an umlaut", "externalContactId", "ä1", badId()),
                broken("id with inner space", "externalContactId", "a b", badId()),
                broken(
                        "id that climbs out of a path",
                        "externalContactId",
                        "..",
                        "externalContactId is . or .., which would climb out of the address of a contact"),
                broken("id as a list", "externalContactId", List.of("a"), "externalContactId is not text"),
                broken("no name", "name", null, "name is missing"),
                broken("name of 256", "name", "n".repeat(256), "name is longer than 255 characters"),
                broken("name with a line break", "name", "A\nB", control("name")),
                broken("name as a truth value", "name", true, "name is not text"),
                broken("name with half a character", "name", "A\ud800", "name is malformed text (a lone surrogate)"),
                broken("no channels", "channels", null, noChannel()),
                broken("empty channels", "channels", Map.of(), noChannel()),
                broken("blank addresses", "channels", Map.of("voice", " ", "chat", ""), noChannel()),
                broken("channels as text", "channels", "+15551234567", "channels is not an object"),
                broken("voice without plus", "channels", Map.of("voice", "15551234567"), "channels.voice " + E164),
                broken("voice with spaces", "channels", Map.of("voice", "+1 555 1234567"), "channels.voice " + E164),
                broken("voice that begins with 0", "channels", Map.of("voice", "+05551234"), "channels.voice " + E164),
                broken(
                        "voice of 16 digits",
                        "channels",
                        Map.of("voice", "+1234567890123456"),
                        "channels.voice " + E164),
                broken("voice of one digit", "channels", Map.of("voice", "+1"), "channels.voice " + E164),
                broken("voice with a letter", "channels", Map.of("voice", "+1555123456x"), "channels.voice " + E164),
                broken("voice in other digits", "channels", Map.of("voice", "+١٢٣٤٥٦٧"), "channels.voice " + E164),
                broken("sms without plus", "channels", Map.of("sms", "15551234567"), "channels.sms " + E164),
                broken(
                        "e-mail without at",
                        "channels",
                        Map.of("email", "acme.com"),
                        "channels.email is no e-mail address"),
                broken(
                        "e-mail without dot",
                        "channels",
                        Map.of("email", "a@acme"),
                        "channels.email is no e-mail address"),
                broken(
                        "e-mail with two dots",
                        "channels",
                        Map.of("email", "a@b..c"),
                        "channels.email is no e-mail address"),
                broken(
                        "e-mail with a space",
                        "channels",
                        Map.of("email", "a b@c.de"),
                        "channels.email is no e-mail address"),
                broken(
                        "e-mail with local part of 65",
                        "channels",
                        Map.of("email", "a".repeat(65) + "@c.de"),
                        "channels.email is no e-mail address"),
                broken(
                        "chat of 256",
                        "channels",
                        Map.of("chat", "c".repeat(256)),
                        "channels.chat is longer than 255 characters"),
                broken(
                        "chat with a control character",
                        "channels",
                        Map.of("chat", "a\u0007b"),
                        control("channels.chat")),
                broken("duration 0", "interactionDurationSeconds", 0, range()),
                broken("negative duration", "interactionDurationSeconds", -1, range()),
                broken("duration 7201", "interactionDurationSeconds", 7201, range()),
                broken("huge duration", "interactionDurationSeconds", new BigDecimal("1E+1000000000"), noSeconds()),
                broken("half a second", "interactionDurationSeconds", new BigDecimal("0.5"), noSeconds()),
                broken("duration in words", "interactionDurationSeconds", "ten", noSeconds()),
                broken("metadata as text", "metadata", "x", "metadata is not an object"),
                broken("metadata with a number", "metadata", Map.of("a", 1), noMetadata()),
                broken("metadata with an object", "metadata", Map.of("a", Map.of()), noMetadata()),
                broken(
                        "metadata with a blank key",
                        "metadata",
                        Map.of(" ", "v"),
                        "metadata has a key that is blank or holds a control character"),
                broken("message as a number list", "initialMessage", List.of(1), "initialMessage is not text"),
                broken("request id of 256", "requestId", "r".repeat(256), "requestId is longer than 255 characters"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenFields")
    void con1_aRowThatBreaksARuleIsRefusedNamingTheField(String name, String field, Object value, String violation) {
        ReadRow read = Make.read(Make.rowWith(field, value));

        assertThat(read.violations()).containsExactly(violation);
        assertThat(read.request()).isNull();
    }

    static Stream<Arguments> goodFields() {
        return Stream.of(
                good("id of one", "externalContactId", "a"),
                good("id of 255", "externalContactId", "a".repeat(255)),
                good("every sign an id may have", "externalContactId", "aZ09._-"),
                good("id of three dots", "externalContactId", "..."),
                good("id as a whole number", "externalContactId", 42),
                good("name of 255", "name", "n".repeat(255)),
                good("name of 255 beyond the first plane", "name", "\ud83d\ude00".repeat(255)),
                good("shortest number", "channels", Map.of("voice", "+12")),
                good("longest number", "channels", Map.of("sms", "+123456789012345")),
                good("chat alone", "channels", Map.of("chat", "@acme")),
                good("e-mail with plus and subdomain", "channels", Map.of("email", "a.b+c@mail.example.co.uk")),
                good("e-mail in other letters", "channels", Map.of("email", "jürgen@bücher.example")),
                good("duration 1", "interactionDurationSeconds", 1),
                good("duration 7200", "interactionDurationSeconds", 7200),
                good("duration as text", "interactionDurationSeconds", "600"),
                good("duration 600.0", "interactionDurationSeconds", new BigDecimal("600.0")),
                good("no metadata", "metadata", null),
                good("message of two lines", "initialMessage", "Hello,\nthis is Acme"),
                good("request id", "requestId", "r-1"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("goodFields")
    void con1_aRowThatBreaksNoRuleIsARequest(String name, String field, Object value) {
        ReadRow read = Make.read(Make.rowWith(field, value));

        assertThat(read.violations()).isEmpty();
        assertThat(read.request()).isNotNull();
    }

    @Test
    void con1_allViolationsAreToldAtOnceNamingFieldsAndNoValues() {
        ReadRow read = Make.read(Make.object(
                "externalContactId",
                "jane@example.org",
                "channels",
                Make.object("voice", "0171-5550123", "email", "jane.example.org"),
                "interactionDurationSeconds",
                99999));

        assertThat(read.violations())
                .extracting(violation -> violation.substring(0, violation.indexOf(' ')))
                .containsExactly(
                        "externalContactId", "name", "channels.voice", "channels.email", "interactionDurationSeconds");
        assertThat(read.reason())
                .doesNotContain("jane")
                .doesNotContain("5550123")
                .doesNotContain("99999")
                .contains("; ");
        // An id that breaks its rule may be anything, here somebody's address.
        assertThat(read.externalContactId()).isNull();
    }

    @Test
    void con1_theGuidesExampleIsReadWithItsHyphen() {
        ContactRequest request = Make.guide();

        assertThat(request.externalContactId()).isEqualTo("EXT-9928374");
        assertThat(request.channels())
                .containsExactly(
                        Map.entry(Channel.VOICE, "+15551234567"),
                        Map.entry(Channel.SMS, "+15551234567"),
                        Map.entry(Channel.EMAIL, "support@acme.com"));
        assertThat(request.interactionDurationSeconds()).isEqualTo(600);
    }

    @Test
    void con1_theIdPatternNarrowsWhatIsAllowed() {
        RowReader alphanumeric = new RowReader(Pattern.compile("[A-Za-z0-9]+"));

        assertThat(alphanumeric.read(Make.guideRow()).violations())
                .containsExactly("externalContactId does not match contacts.id-pattern");
        assertThat(alphanumeric
                        .read(Make.rowWith("externalContactId", "EXT9928374"))
                        .violations())
                .isEmpty();
        assertThat(new RowReader(Pattern.compile(".*"))
                        .read(Make.rowWith("externalContactId", "a/b"))
                        .violations())
                .as("a wider pattern allows nothing more")
                .containsExactly(badId());
    }

    @Test
    void con1_defaultsAreTheGuides() {
        ContactRequest request = Make.request(
                Make.object("externalContactId", "c-1", "name", "Jane", "channels", Map.of("chat", "jane")));

        assertThat(request.interactionDurationSeconds()).isEqualTo(300);
        assertThat(request.metadata()).isEmpty();
        assertThat(request.initialMessage()).isNull();
        assertThat(request.requestId()).isNull();
    }

    @Test
    void con1_all11_snakeCaseAndCsvColumnsSayTheSameAsCamelCase() {
        Map<String, Object> snake = new LinkedHashMap<>(Make.guideRow());
        snake.put("external_contact_id", snake.remove("externalContactId"));
        snake.put("initial_message", snake.remove("initialMessage"));
        snake.put("interaction_duration_seconds", snake.remove("interactionDurationSeconds"));
        Map<String, Object> csv = Make.object(
                "externalContactId",
                " EXT-9928374 ",
                "name",
                "Acme Corp Support",
                "voice",
                "+15551234567",
                "sms",
                "+15551234567",
                "email",
                "support@acme.com",
                "chat",
                "",
                "initialMessage",
                "Testing automated contact interaction workflow",
                "interactionDurationSeconds",
                "600",
                "metadata.campaign",
                "outbound_q3",
                "metadata.region",
                "us-east",
                "metadata.other",
                "");

        assertThat(Make.request(snake)).isEqualTo(Make.guide());
        assertThat(Make.request(csv)).isEqualTo(Make.guide());
    }

    @Test
    void con1_aFieldGivenTwiceWithTwoValuesIsRefused() {
        Map<String, Object> row = Make.rowWith("external_contact_id", "other");
        row.put("voice", "+15550000000");
        row.put("metadata.region", "eu");
        row.put("email", "support@acme.com");

        assertThat(Make.violations(row))
                .containsExactly(
                        "externalContactId is given twice, with two values",
                        "channels.voice is given twice, with two values",
                        "metadata gives one key two values");
    }

    @Test
    void con1_fieldsThatNobodyKnowsAreIgnoredAndCounted() {
        Map<String, Object> row = Make.rowWith("intialMessage", "misspelt");
        row.put("channels", Map.of("voice", "+15551234567", "fax", "+15551234568"));

        ReadRow read = Make.read(row);

        assertThat(read.request()).isNotNull();
        assertThat(read.unknownFields()).isEqualTo(2);
        assertThat(Make.read(Make.guideRow()).unknownFields()).isZero();
    }

    @Test
    void con1_aRowThatLacksWhatEveryRowHasNamesTheFieldsThatNobodyKnows() {
        ReadRow read = Make.read(Map.of("id", "EXT-1", "voice", "+15551234567", "name", "A", "Jane Doe", "x"));

        assertThat(read.reason()).isEqualTo("externalContactId is missing; unknown: id");
    }

    @Test
    void all16_aRequestPrintsNoPersonalData() {
        assertThat(Make.guide()).hasToString("ContactRequest[EXT-9928374, [VOICE, SMS, EMAIL]]");
    }

    private static Arguments broken(String name, String field, Object value, String violation) {
        return Arguments.of(name, field, value, violation);
    }

    private static Arguments good(String name, String field, Object value) {
        return Arguments.of(name, field, value);
    }

    private static String badId() {
        return "externalContactId is not 1 to 255 ASCII letters, digits, hyphens, underscores or dots";
    }

    private static String control(String field) {
        return field + " holds a line break or another control character";
    }

    private static String noChannel() {
        return "channels has no address: at least one of voice, sms, email, chat is needed";
    }

    private static String range() {
        return "interactionDurationSeconds is not between 1 and 7200";
    }

    private static String noSeconds() {
        return "interactionDurationSeconds is no whole number of seconds";
    }

    private static String noMetadata() {
        return "metadata has a value that is not well-formed text";
    }
}
