package io.outboundroutes.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outboundroutes.platform.auth.Token;
import io.outboundroutes.platform.http.CallFailed.Kind;
import io.outboundroutes.platform.paging.Page;
import io.outboundroutes.platform.paging.PageStyle;
import io.outboundroutes.platform.run.Fate;
import io.outboundroutes.platform.run.RunContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VendorCallTest {

    private final Calls calls = new Calls();

    private void fails(VendorCall call, Kind kind, Answer... answers) {
        assertThatThrownBy(() -> calls.all(call, answers))
                .isInstanceOfSatisfying(
                        CallFailed.class,
                        failed -> assertThat(failed.kind())
                                .as(failed.getMessage())
                                .isEqualTo(kind));
    }

    @Test
    void all4_upToFiveAttemptsAreMadeAndEachIsSeen() {
        fails(calls.open(Calls.read()), Kind.UNAVAILABLE, Calls.http(500));

        assertThat(calls.log).filteredOn(line -> line.startsWith("attempt")).hasSize(5);
        assertThat(calls.log).filteredOn(line -> line.startsWith("wait")).hasSize(4);
        assertThat(calls.run.counted("requests")).isEqualTo(5);
    }

    @Test
    void all4_a429MakesEveryCallerWait() {
        VendorCall told = calls.open(Calls.read());
        VendorCall other = calls.open(Calls.read());
        other.waitMillis();
        calls.turn(told, Calls.http(429, "", "retry-after", "7"));

        assertThat(other.mayGo()).isFalse();
        other.decide();
        assertThat(other.isPending()).isTrue();
        assertThat(other.waitMillis()).isBetween(6_900L, 7_100L);
        assertThat(calls.log).contains("wait the vendor is paused");
        assertThat(calls.run.counted("requests")).isEqualTo(1);
    }

    @Test
    void all4_a429AtTheLastAttemptPausesTheOthersToo() {
        fails(calls.open(Calls.read()), Kind.UNAVAILABLE, Calls.http(429, "", "retry-after", "7"));

        assertThat(calls.vendor.budget().isPaused()).isTrue();
    }

    @Test
    void all4_aRetryAfterBeyondMaxWaitEndsTheOthersCallsAtOnceInsteadOfTheirBeingTold() {
        VendorCall waiting = calls.open(Calls.read());
        calls.turn(waiting, Calls.http(500));
        fails(calls.open(Calls.read()), Kind.RATE_LIMITED, Calls.http(429, "", "retry-after", "600"));
        calls.now = calls.now.plusSeconds(60);

        assertThat(waiting.waitMillis()).isZero();
        assertThatThrownBy(() -> calls.all(waiting, Calls.http(200)))
                .isInstanceOfSatisfying(CallFailed.class, failed -> {
                    assertThat(failed.kind()).isEqualTo(Kind.RATE_LIMITED);
                    assertThat(failed.until()).isBetween(Calls.START.plusSeconds(600), Calls.START.plusSeconds(601));
                    assertThat(failed)
                            .hasMessageContaining("not sent")
                            .hasMessageContaining("540 s of that are left, beyond retry.max-wait=PT2M")
                            .hasMessageContaining("rate limited until 2026-03-01T12:10:00");
                });
        fails(calls.open(Calls.write(AfterAmbiguity.NONE)), Kind.RATE_LIMITED, Calls.http(201));
        assertThat(calls.run.counted("requests")).as("nothing more was sent").isEqualTo(2);
        assertThat(calls.log).doesNotContain("sent item-1");
    }

    @Test
    void all4_whoComesWithinMaxWaitOfThePausesEndWaitsItOut() {
        fails(calls.open(Calls.read()), Kind.RATE_LIMITED, Calls.http(503, "", "retry-after", "600"));
        calls.now = Calls.START.plusSeconds(480);

        assertThat(calls.all(calls.open(Calls.read()), Calls.http(200))).isInstanceOf(VendorAnswer.class);
        assertThat(calls.now).isAfterOrEqualTo(Calls.START.plusSeconds(600));
    }

    @Test
    void all4_aRetryAfterOfAYearKeepsTheVendorClosedForAnHourBeyondMaxWaitOnly() {
        fails(calls.open(Calls.read()), Kind.RATE_LIMITED, Calls.http(429, "", "retry-after", "31536000"));

        assertThat(calls.vendor.budget().pausedUntil()).contains(Calls.START.plus(Duration.ofMinutes(62)));
    }

    @Test
    void all4_rateLimitedSaysUntilWhen() {
        assertThatThrownBy(() -> calls.all(calls.open(Calls.read()), Calls.http(429, "", "retry-after", "600")))
                .isInstanceOfSatisfying(CallFailed.class, failed -> {
                    assertThat(failed.kind()).isEqualTo(Kind.RATE_LIMITED);
                    assertThat(failed.until()).isEqualTo(calls.now.plusSeconds(600));
                    assertThat(failed).hasMessageContaining("rate limited until 2026-03-01T12:10:00");
                });
    }

    @Test
    void all3_a401CostsTheTokenOnceAndTheSecondFails() throws InterruptedException {
        Token old = calls.tokens.fresh(() -> new Token("old", calls.now, Duration.ofHours(1), Set.of()));
        VendorCall call = calls.open(Calls.read());
        call.use(old);
        calls.turn(call, Calls.http(401));

        assertThat(calls.tokens.current()).isNull();
        call.use(new Token("new", calls.now, Duration.ofHours(1), Set.of()));
        assertThat(call.authorization()).isEqualTo("Bearer new");
        calls.turn(call, Calls.http(401));
        assertThatThrownBy(call::settle)
                .isInstanceOf(CallFailed.class)
                .hasMessageContaining("HTTP 401, also with a new token")
                .hasMessageContaining("a:scope");
    }

    @Test
    void all3_a403NamesOperationAndScope() {
        assertThatThrownBy(() -> calls.all(calls.open(Calls.read()), Calls.http(403)))
                .hasMessageContaining("genesys some-call: HTTP 403")
                .hasMessageContaining("the scope a:scope");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"error\":\"Rate limit exceeded\"}", "{\"error\":\"rate_limit_exceeded\"}"})
    void all2_aTokensRateLimitMayComeAsA400(String body) {
        Operation token = Calls.named("token", Effect.READ, AfterAmbiguity.REPEAT, null, false, "");
        VendorCall call = VendorCall.forToken(
                calls.vendor, token, calls.run, TokenRequest.of(TokenRequest.Style.JSON, "id", "secret"));

        assertThat(calls.all(call, Calls.http(400, body), Calls.http(200))).isInstanceOf(VendorAnswer.class);
        assertThat(calls.log).contains("attempt 1 429", "attempt 2 200");
        VendorCall other = VendorCall.forToken(
                calls.vendor, token, calls.run, TokenRequest.of(TokenRequest.Style.JSON, "id", "secret"));
        fails(other, Kind.REFUSED, Calls.http(400, "{\"error\":\"invalid_client\"}"));
        fails(calls.open(Calls.read()), Kind.REFUSED, Calls.http(400, body));
    }

    @Test
    void all5_aWriteIsRecordedAsSentBeforeItLeaves() {
        calls.all(calls.open(Calls.write(AfterAmbiguity.NONE)), Calls.http(201));

        assertThat(calls.log).startsWith("sent item-1", "before-send", "after-send");
    }

    static Stream<Arguments> marks() {
        return Stream.of(
                Arguments.of("rate limited, then done", AfterAmbiguity.NONE, List.of(429, 201), 1),
                Arguments.of("rate limited for too long", AfterAmbiguity.NONE, List.of(-429), 1),
                Arguments.of("token refused once", AfterAmbiguity.NONE, List.of(401, 201), 1),
                Arguments.of("done", AfterAmbiguity.NONE, List.of(201), 0),
                Arguments.of("refused", AfterAmbiguity.NONE, List.of(400), 0),
                Arguments.of("of unknown fate", AfterAmbiguity.NONE, List.of(500), 0),
                Arguments.of("rate limited, then of unknown fate", AfterAmbiguity.NONE, List.of(429, 500), 1),
                Arguments.of("may be repeated anyhow", AfterAmbiguity.REPEAT, List.of(429, 201), 0));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("marks")
    void all5_aMarkIsTakenBackWhileNothingCanHaveArrived(
            String name, AfterAmbiguity after, List<Integer> statuses, int takenBack) {
        Answer[] answers = statuses.stream()
                .map(status -> status < 0 ? Calls.http(-status, "{}", "retry-after", "3600") : Calls.http(status))
                .toArray(Answer[]::new);
        try {
            calls.all(calls.open(Calls.write(after)), answers);
        } catch (CallFailed e) {
            calls.log.add("failed");
        }

        assertThat(calls.log.stream().filter("not sent item-1"::equals)).hasSize(takenBack);
        assertThat(calls.log.lastIndexOf("sent item-1") > calls.log.lastIndexOf("not sent item-1"))
                .as("marked in the end: " + calls.log)
                .isEqualTo(!name.equals("rate limited for too long"));
    }

    @Test
    void all5_aConflictAfterAnAmbiguousSendingSaysSo() {
        Object answer = calls.all(calls.open(Calls.write(AfterAmbiguity.REPEAT)), Calls.RESET, Calls.http(409));

        assertThat(answer)
                .asInstanceOf(InstanceOfAssertFactories.type(VendorAnswer.class))
                .satisfies(found -> assertThat(found.afterAmbiguity()).isTrue());
        assertThat(calls.all(calls.open(Calls.write(AfterAmbiguity.REPEAT)), Calls.http(409)))
                .isEqualTo(new VendorAnswer(409, Map.of(), 5, false));
    }

    @Test
    void all5_anAmbiguousSendingThenCleanRefusalsIsOfUnknownFate() {
        Operation write = Calls.write(AfterAmbiguity.REPEAT);

        fails(calls.open(write), Kind.UNKNOWN_FATE, Calls.RESET, Calls.http(400));
        fails(calls.open(write), Kind.UNKNOWN_FATE, Calls.http(500), Calls.NO_CONNECTION);
        fails(calls.open(write), Kind.UNAVAILABLE, Calls.NO_CONNECTION);
        assertThat(calls.log).contains("attempt 5 io-error");
    }

    @Test
    void all5_aLookUpDecides() {
        VendorCall call = calls.open(Calls.write(AfterAmbiguity.LOOKUP));
        calls.turn(call, Calls.RESET);
        assertThat(call.lookup()).isEqualTo("find-thing");

        call.lookedUp(new VendorAnswer(200, Map.of("id", "7"), 3, false));

        assertThat(call.settle()).isEqualTo(new VendorAnswer(200, Map.of("id", "7"), 3, true));
    }

    @Test
    void all5_whatALookUpDidNotFindIsSentAgainAndItsFateIsKnown() {
        VendorCall call = calls.open(Calls.write(AfterAmbiguity.LOOKUP));
        calls.turn(call, Calls.RESET);
        call.lookedUp(null);

        assertThat(call.lookup()).isNull();
        fails(call, Kind.REFUSED, Calls.http(400));
    }

    @Test
    void all5_afterACrashARepeatableWriteBeginsAsAmbiguous() {
        Operation write = Calls.write(AfterAmbiguity.REPEAT);

        assertThat(calls.all(calls.open(write, Fate.SENT), Calls.http(409)))
                .isEqualTo(new VendorAnswer(409, Map.of(), 5, true));
        fails(calls.open(write, Fate.SENT), Kind.UNKNOWN_FATE, Calls.http(400));
    }

    @Test
    void all5_afterACrashTheLookUpComesBeforeAnyAttempt() {
        VendorCall call = calls.open(Calls.write(AfterAmbiguity.LOOKUP), Fate.SENT);
        assertThat(call.waitMillis()).isZero();
        assertThat(call.mayGo()).isFalse();
        call.decide();
        assertThat(call.lookup()).isEqualTo("find-thing");
        assertThat(calls.log).isEmpty();

        call.lookedUp(null);
        assertThat(call.isPending()).isTrue();
        calls.all(call, Calls.http(201));
        assertThat(calls.log).contains("attempt 1 201");
    }

    @Test
    void all5_afterACrashWhatNobodyCanTellIsNotSent() {
        VendorCall call = calls.open(Calls.write(AfterAmbiguity.NONE), Fate.SENT);

        assertThat(call.isPending()).isFalse();
        fails(call, Kind.UNKNOWN_FATE);
        assertThat(calls.log).isEmpty();
    }

    @Test
    void all5_aLookUpThatIsDueIsNotMadeWhenTheRunStops() {
        VendorCall call = calls.open(Calls.write(AfterAmbiguity.LOOKUP), Fate.SENT);
        calls.run.stop(new RunContext.Stop("stop", true, null));
        call.mayGo();
        call.decide();

        assertThat(call.lookup()).isNull();
        assertThatThrownBy(call::settle).hasMessageContaining("nobody knows whether it arrived");
    }

    @Test
    void all5_aLookUpThatIsDueWaitsForALaterRunWhenTheVendorStopsThisOne() {
        VendorCall call = calls.open(Calls.write(AfterAmbiguity.LOOKUP), Fate.SENT);
        calls.run.stop(new RunContext.Stop("stop", false, null));
        call.mayGo();
        call.decide();

        assertThat(call.lookup()).isNull();
        fails(call, Kind.STOPPED);
    }

    @Test
    void all5_aFailedTokenOrLookUpDoesNotMakeAFateKnown() {
        CallFailed refused = new CallFailed(Kind.REFUSED, "token", 401, null, "genesys token: HTTP 401.");
        CallFailed gone = new CallFailed(Kind.UNAVAILABLE, "token", 503, null, "genesys token: HTTP 503.");
        CallFailed stopped = new CallFailed(Kind.STOPPED, "token", null, null, "stopped");
        VendorCall call = calls.open(Calls.write(AfterAmbiguity.REPEAT));
        assertThat(call.endedBy(gone)).isSameAs(gone);

        calls.turn(call, Calls.RESET);

        assertThat(call.endedBy(gone).kind()).isEqualTo(Kind.UNKNOWN_FATE);
        // These stop the run: its item stays open, as one that was sent.
        assertThat(call.endedBy(stopped)).isSameAs(stopped);
        assertThat(call.endedBy(refused)).isSameAs(refused);
    }

    @Test
    void all5_theIdempotencyKeyIsOfTheRequest() {
        Operation write = Calls.write(AfterAmbiguity.NONE);
        String key = calls.open(write).idempotencyKey();

        assertThat(calls.open(write, Fate.PLANNED).idempotencyKey()).isEqualTo(key);
        assertThat(new VendorCall(calls.vendor, write, calls.run, Calls.item(Fate.PLANNED), Map.of("a", "c"), null)
                        .idempotencyKey())
                .isNotEqualTo(key);
        assertThat(calls.open(Calls.read()).idempotencyKey()).isNull();
    }

    @Test
    void all6_nothingIsSentWhenTheRunStops() {
        VendorCall call = calls.open(Calls.read());
        calls.turn(call, Calls.http(500));
        calls.run.stop(new RunContext.Stop("stop", true, null));

        assertThat(call.waitMillis()).isZero();
        fails(call, Kind.STOPPED, Calls.http(200));
    }

    @Test
    void all8_anExtraBudgetLimitsOnTopAndMustExist() {
        Operation write = Calls.named("register", Effect.WRITE, AfterAmbiguity.NONE, null, true, "contacts");

        assertThat(calls.open(write).waitMillis()).isZero();
        assertThat(calls.open(write).waitMillis()).isEqualTo(10_000);
        assertThat(calls.open(Calls.read()).waitMillis()).isEqualTo(10);
        Operation wrong = Calls.named("register", Effect.WRITE, AfterAmbiguity.NONE, null, true, "contact");
        assertThatThrownBy(() -> calls.open(wrong)).hasMessageContaining("no budget 'contact'; known are [contacts]");
    }

    @Test
    void all10_anUnreadableReadIsRepeatedThenUnusable() {
        Answer cut = Calls.http(200, "{\"contacts\":[");
        Answer html = Calls.http(200, "{}", "content-type", "text/html");

        assertThat(calls.all(calls.open(Calls.read()), cut, html, Calls.http(200, "{\"a\":1}")))
                .isEqualTo(new VendorAnswer(200, Map.of("a", 1), 5, false));
        fails(calls.open(Calls.read()), Kind.UNUSABLE_ANSWER, cut);
    }

    @Test
    void all10_anyTwoHundredOfAWriteIsSuccessWhateverItHolds() {
        for (Answer answer : List.of(
                Calls.http(204, ""),
                Calls.http(200, "<ok/>", "content-type", "text/xml"),
                Calls.http(201, "{\"id\":"),
                Calls.http(200, "null"))) {
            assertThat(calls.all(calls.open(Calls.write(AfterAmbiguity.NONE)), answer))
                    .asInstanceOf(InstanceOfAssertFactories.type(VendorAnswer.class))
                    .satisfies(found -> assertThat(found.body()).isEqualTo(Map.of()));
        }
    }

    @Test
    void all10_anUnreadableTwoHundredOfAWriteThatMayBeRepeatedIsAskedAgain() {
        Operation write = Calls.write(AfterAmbiguity.REPEAT);
        Answer html = Calls.http(200, "<html>", "content-type", "text/html");

        assertThat(calls.all(calls.open(write), html, Calls.http(409)))
                .isEqualTo(new VendorAnswer(409, Map.of(), 5, true));
        fails(calls.open(write), Kind.UNKNOWN_FATE, html);
    }

    @Test
    void all10_aDataStatusNeedsNoReadableBody() {
        assertThat(calls.all(calls.open(Calls.read()), Calls.http(404, "<html>", "content-type", "text/html")))
                .isEqualTo(new VendorAnswer(404, Map.of(), 5, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"error\":\"x\"}", "[]", "{\"contacts\":null}", "{\"contacts\":{}}", ""})
    void all9_aMissingArrayFailsTheCallAndIsSeen(String body) {
        Operation paged = Calls.operation(Effect.READ, AfterAmbiguity.REPEAT, PageStyle.named("offset", "contacts"));

        fails(calls.open(paged), Kind.UNUSABLE_ANSWER, Calls.http(200, body));
        assertThat(calls.log).containsExactly("attempt 1 200");
        assertThat(calls.all(calls.open(paged), Calls.http(200, "{\"contacts\":[1]}")))
                .isEqualTo(new Page(List.of(1), 1L, null));
    }
}
