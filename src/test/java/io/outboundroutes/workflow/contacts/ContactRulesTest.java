package io.outboundroutes.workflow.contacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What one look at a record means. */
class ContactRulesTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration JUST_BEFORE = Duration.ofMillis(29_999);
    private static final Duration OVERDUE = Duration.ofSeconds(30);
    private static final ContactsOptions HOLD = ContactsOptions.defaults();
    private static final ContactsOptions PROCEED =
            new ContactsOptions(RowReader.ID, HOLD.channelOrder(), HOLD.validationTimeout(), HOLD.poll(), true, null);

    static Stream<Arguments> looks() {
        return Stream.of(
                look("passed", HOLD, "passed", AT_ONCE, "cleared voice checked"),
                look("passed after the time-out", HOLD, "passed", OVERDUE, "cleared voice checked"),
                look("pending", HOLD, "pending", AT_ONCE, "again"),
                look("pending just before the time-out", HOLD, "pending", JUST_BEFORE, "again"),
                look("pending at the time-out", HOLD, "pending", OVERDUE, "held"),
                look("unknown", HOLD, "reviewing", AT_ONCE, "again"),
                look("unknown at the time-out", HOLD, "reviewing", OVERDUE, "held"),
                look("absent", HOLD, null, AT_ONCE, "again"),
                look("absent at the time-out", HOLD, null, OVERDUE, "held"),
                look("a word in capitals is none", HOLD, "PASSED", OVERDUE, "held"),
                look("a truth value is none", HOLD, true, OVERDUE, "held"),
                look("failed", HOLD, "failed", AT_ONCE, "blocked"),
                look("failed at the time-out", HOLD, "failed", OVERDUE, "blocked"),
                look("proceed: pending is waited for too", PROCEED, "pending", JUST_BEFORE, "again"),
                look("proceed: pending at the time-out", PROCEED, "pending", OVERDUE, "cleared voice unchecked"),
                look("proceed: unknown never", PROCEED, "reviewing", OVERDUE, "held"),
                look("proceed: absent never", PROCEED, null, OVERDUE, "held"),
                look("proceed: failed never", PROCEED, "failed", OVERDUE, "blocked"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("looks")
    void con3_onlyPassedIsClear(String name, ContactsOptions options, Object status, Duration waited, String expected) {
        ContactRecord record = Make.record("validationStatus", status);

        assertThat(decide(options, record, waited)).isEqualTo(expected);
    }

    static Stream<Arguments> flags() {
        return Stream.of(
                Arguments.of("doNotContact", Make.object("doNotContact", true), "blocked"),
                Arguments.of("doNotContact as text", Make.object("doNotContact", "true"), "blocked"),
                Arguments.of("doNotContact of another type counts", Make.object("doNotContact", 1), "blocked"),
                Arguments.of("doNotContact false", Make.object("doNotContact", false), "cleared voice checked"),
                Arguments.of("doNotContact null", Make.object("doNotContact", null), "cleared voice checked"),
                Arguments.of("doNotContact \"False\"", Make.object("doNotContact", "False"), "cleared voice checked"),
                Arguments.of("opted out of voice", Make.object("optOut", Map.of("voice", true)), "cleared sms checked"),
                Arguments.of("opted out, flat", Make.object("optOut.voice", true), "cleared sms checked"),
                Arguments.of(
                        "opted out of all that have an address",
                        Make.object("optOut", Map.of("voice", true, "sms", "yes", "email", true)),
                        "blocked"),
                Arguments.of("not opted out", Make.object("optOut", Map.of("voice", false)), "cleared voice checked"),
                Arguments.of("optOut as one flag counts for all", Make.object("optOut", true), "blocked"),
                Arguments.of("optOut null", Make.object("optOut", null), "cleared voice checked"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("flags")
    void con3_flagsBlockAsAWholeOrByChannel(String name, Map<String, Object> flags, String expected) {
        Object[] pairs = flags.entrySet().stream()
                .flatMap(flag -> Stream.of(flag.getKey(), flag.getValue()))
                .toArray();

        assertThat(decide(HOLD, Make.record(pairs), AT_ONCE)).isEqualTo(expected);
    }

    @Test
    void con3_doNotContactBlocksEvenWhileTheCheckIsPending() {
        ContactRecord record = Make.record("validationStatus", "pending", "doNotContact", true);

        assertThat(decide(PROCEED, record, AT_ONCE)).isEqualTo("blocked");
    }

    static Stream<Arguments> channels() {
        Object all = Map.of("voice", "available", "sms", "available", "email", "available", "chat", "available");
        return Stream.of(
                Arguments.of("the first in order", "voice,sms,email,chat", all, "cleared voice checked"),
                Arguments.of("another order", "email,voice", all, "cleared email checked"),
                Arguments.of("chat has no address here", "chat,sms", all, "cleared sms checked"),
                Arguments.of("left out of the order", "chat", all, "blocked"),
                Arguments.of(
                        "voice is busy",
                        "voice,sms",
                        Map.of("voice", "busy", "sms", "available"),
                        "cleared sms checked"),
                Arguments.of("voice not told", "voice,sms", Map.of("sms", "available"), "cleared sms checked"),
                Arguments.of(
                        "voice null",
                        "voice,sms",
                        Make.object("voice", null, "sms", "available"),
                        "cleared sms checked"),
                Arguments.of("a truth value is not available", "voice,sms", Map.of("voice", true), "blocked"),
                Arguments.of("nothing available", "voice,sms", Map.of(), "blocked"),
                Arguments.of("null availability", "voice,sms", null, "blocked"),
                Arguments.of("availability as a list", "voice,sms", List.of("voice"), "blocked"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("channels")
    void con4_theFirstChannelInOrderThatIsAvailableAndHasAnAddress(
            String name, String order, Object availability, String expected) {
        ContactsOptions options = new ContactsOptions(
                RowReader.ID, Channel.order(List.of(order.split(","))), OVERDUE, Duration.ofSeconds(2), false, null);

        assertThat(decide(options, Make.record("channelAvailability", availability), AT_ONCE))
                .isEqualTo(expected);
    }

    @Test
    void con4_aChannelForWhichTheVendorHasNoAddressIsNone() {
        ContactRecord record = Make.record("channels", Make.object("voice", " ", "email", "other@acme.com"));

        assertThat(decide(HOLD, record, AT_ONCE)).isEqualTo("cleared email checked");
    }

    @Test
    void con4_theReasonSaysWhatSpeaksAgainstEachChannel() {
        ContactRecord record = Make.record(
                "channelAvailability", Map.of("voice", "available", "sms", "busy"), "optOut", Map.of("voice", true));

        assertThat(new ContactRules(HOLD).decide(record, Make.guide(), AT_ONCE, NOW))
                .isEqualTo(new Decision.Blocked("no channel is left: voice opted out, sms not available,"
                        + " email not available, chat without address"));
    }

    @ParameterizedTest(name = "{0} is \"{1}\"")
    @CsvSource(
            delimiter = '|',
            value = {
                "plain words | on the registry | : on the registry",
                "a number | DNC entry for +1 (555) 123-4567 | : DNC entry for ***",
                "an address | JANE.Doe@example.org objected | : *** objected",
                "the name | Acme Corp Support objected | : *** objected",
                "a part of the name | Mr acme objected | : Mr *** objected",
                "nothing | ' ' | ''"
            })
    void all16_con3_aBlockedContactsReasonHoldsNoPersonalData(String name, String words, String expected) {
        ContactRecord record = Make.record("validationStatus", "failed", "validationFailureReason", words);

        assertThat(new ContactRules(HOLD).decide(record, Make.guide(), AT_ONCE, NOW))
                .isEqualTo(new Decision.Blocked("the regulatory check failed" + expected));
    }

    @Test
    void all20_aVendorsWordsNeitherBreakALineNorFillAPage() {
        ContactRecord record =
                Make.record("validationStatus", "failed", "validationFailureReason", "a\r\nb" + "x".repeat(5000));

        Decision decision = new ContactRules(HOLD).decide(record, Make.guide(), AT_ONCE, NOW);

        assertThat(((Decision.Blocked) decision).reason()).contains(": a  bx").hasSizeLessThan(240);
    }

    @ParameterizedTest(name = "{0} is open at {1}: {2}")
    @CsvSource({
        "09:00-20:00, 08:59:59, false",
        "09:00-20:00, 09:00:00, true",
        "09:00-20:00, 19:59:59, true",
        "09:00-20:00, 20:00:00, false",
        "22:00-06:00, 21:59:59, false",
        "22:00-06:00, 22:00:00, true",
        "22:00-06:00, 00:00:00, true",
        "22:00-06:00, 05:59:59, true",
        "22:00-06:00, 06:00:00, false"
    })
    void all23_theCallingWindowIsByLocalTimeAndMayCrossMidnight(String window, LocalTime local, boolean open) {
        ZoneId zone = ZoneId.of("America/New_York");
        String[] ends = window.split("-", 2);
        CallingWindow calling = new CallingWindow(LocalTime.parse(ends[0]), LocalTime.parse(ends[1]), zone);

        Instant moment = NOW.atZone(zone).with(local).toInstant();

        assertThat(calling.isOpenAt(moment)).isEqualTo(open);
    }

    @Test
    void all23_outsideTheCallingWindowAConversationIsHeldButTheRestIsDecided() {
        CallingWindow closed = new CallingWindow(LocalTime.of(12, 0), LocalTime.of(13, 0), ZoneId.of("UTC"));
        ContactsOptions options =
                new ContactsOptions(RowReader.ID, HOLD.channelOrder(), OVERDUE, HOLD.poll(), false, closed);
        ContactRules rules = new ContactRules(options);

        assertThat(rules.decide(Make.record(), Make.guide(), AT_ONCE, NOW))
                .isEqualTo(new Decision.Held("outside the calling window 12:00-13:00 UTC (contacts.calling-window)"));
        assertThat(decide(options, Make.record("doNotContact", true), AT_ONCE)).isEqualTo("blocked");
        assertThat(rules.closedAt(NOW)).isNotNull();
        assertThat(rules.closedAt(Instant.parse("2026-11-21T12:00:00Z"))).isNull();
        assertThat(new ContactRules(HOLD).closedAt(NOW)).isNull();
    }

    @Test
    void all23_anEmptyCallingWindowIsRefused() {
        assertThatThrownBy(() -> new CallingWindow(LocalTime.NOON, LocalTime.NOON, ZoneId.of("UTC")))
                .hasMessageContaining("contacts.calling-window")
                .hasMessageContaining("off");
    }

    @Test
    void con4_theOrderNamesEachChannelOnce() {
        assertThatThrownBy(() -> Channel.order(List.of("voice", "fax"))).hasMessageContaining("'fax'");
        assertThatThrownBy(() -> Channel.order(List.of("voice", "voice"))).hasMessageContaining("each once");
        assertThatThrownBy(() -> Channel.order(List.of())).hasMessageContaining("at least one");
    }

    private static String decide(ContactsOptions options, ContactRecord record, Duration waited) {
        Decision decision = new ContactRules(options).decide(record, Make.guide(), waited, NOW);
        if (decision instanceof Decision.Cleared cleared) {
            return "cleared " + cleared.channel().wire() + (cleared.complianceChecked() ? " checked" : " unchecked");
        }
        if (decision instanceof Decision.Blocked) {
            return "blocked";
        }
        return decision instanceof Decision.Held ? "held" : "again";
    }

    private static Arguments look(
            String name, ContactsOptions options, Object status, Duration waited, String expected) {
        return Arguments.of(name, options, status, waited, expected);
    }
}
