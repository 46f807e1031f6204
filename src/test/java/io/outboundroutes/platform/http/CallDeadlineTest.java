package io.outboundroutes.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outboundroutes.platform.auth.Token;
import io.outboundroutes.platform.http.CallFailed.Kind;
import io.outboundroutes.platform.run.Fate;
import java.time.Duration;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Calls that are not to be sent from a moment on. */
class CallDeadlineTest {

    private final Calls calls = new Calls();

    private static void ends(ThrowingCallable call, Kind kind) {
        assertThatThrownBy(call)
                .asInstanceOf(InstanceOfAssertFactories.type(CallFailed.class))
                .extracting(CallFailed::kind)
                .isEqualTo(kind);
    }

    @Test
    void all23_whatTheVendorDelaysBeyondItsMomentIsNotSent() {
        VendorCall call = calls.open(Calls.write(AfterAmbiguity.NONE));
        call.notAfter(Calls.START.plusSeconds(30));

        ends(() -> calls.all(call, Calls.http(429, "", "retry-after", "60")), Kind.TOO_LATE);

        assertThat(calls.log).filteredOn(line -> line.startsWith("attempt")).hasSize(1);
        assertThat(calls.log).as("nothing of it can have arrived").endsWith("not sent item-1");
    }

    @Test
    void all23_beforeItsMomentItIsSentAgain() {
        VendorCall call = calls.open(Calls.write(AfterAmbiguity.NONE));
        call.notAfter(Calls.START.plusSeconds(61));

        calls.all(call, Calls.http(429, "", "retry-after", "60"), Calls.http(201));

        assertThat(calls.log).filteredOn(line -> line.startsWith("attempt")).hasSize(2);
    }

    @Test
    void all23_theTimeThatATokenTakesCountsToo() {
        VendorCall call = calls.open(Calls.write(AfterAmbiguity.NONE));
        call.notAfter(Calls.START.plusSeconds(30));
        call.waitMillis();
        assertThat(call.mayGo()).isTrue();

        calls.now = Calls.START.plusSeconds(30);
        call.use(new Token("t", calls.now, Duration.ofHours(1), Set.of()));

        ends(call::sending, Kind.TOO_LATE);
        assertThat(calls.log).doesNotContain("sent item-1");
    }

    @Test
    void all5_itIsStillLookedUpWhetherAnEarlierSendingArrived() {
        VendorCall call = calls.open(Calls.write(AfterAmbiguity.LOOKUP), Fate.SENT);
        call.notAfter(Calls.START);
        call.mayGo();
        call.decide();
        assertThat(call.lookup()).isEqualTo("find-thing");

        call.lookedUp(null);

        ends(() -> calls.all(call, Calls.http(201)), Kind.TOO_LATE);
        assertThat(calls.log).isEmpty();
    }

    @Test
    void all5_whatMayHaveArrivedBeforeIsOfUnknownFate() {
        VendorCall call = calls.open(Calls.write(AfterAmbiguity.REPEAT));
        call.notAfter(Calls.START.plusMillis(1));

        ends(() -> calls.all(call, Calls.RESET), Kind.UNKNOWN_FATE);
        assertThat(calls.log).filteredOn(line -> line.startsWith("attempt")).hasSize(1);
    }
}
