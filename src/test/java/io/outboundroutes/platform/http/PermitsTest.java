package io.outboundroutes.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.platform.budget.Pace;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What an attempt waits for, under a clock that stands still: as one that was set back does, for hours. */
class PermitsTest {

    private static final Duration BACK_OFF = Duration.ofSeconds(2);
    private static final Duration EXTRA = Duration.ofMillis(97);

    private final Calls calls = new Calls();
    private Pace.Turn spending = new Pace.Turn(Duration.ZERO, true);
    private int asked;
    private int askedOwn;

    @Test
    void aBackOffIsToldOnceAndThenThereIsAPermit() {
        Permits permits = permits(new Pace.Turn(Duration.ZERO, true));
        permits.backOff(BACK_OFF);

        assertThat(permits.ask()).isEqualTo(BACK_OFF);
        assertThat(permits.use()).as("nobody books a permit for later").isFalse();
        assertThat(permits.ask()).isZero();
        assertThat(permits.use()).isTrue();
    }

    @Test
    void theWaitOfTheOperationsOwnBudgetIsToldOnceToo() {
        Permits permits = permits(new Pace.Turn(EXTRA, true));

        assertThat(permits.ask()).isEqualTo(EXTRA);
        assertThat(permits.use()).isFalse();
        assertThat(permits.ask()).isZero();
        assertThat(permits.use()).isTrue();
    }

    @Test
    void withoutAPermitOfItsOwnBudgetTheVendorsIsNotAskedFor() {
        Permits permits = permits(new Pace.Turn(EXTRA, false));

        assertThat(permits.ask()).isEqualTo(EXTRA);
        assertThat(permits.use()).isFalse();
        assertThat(permits.ask()).isEqualTo(EXTRA);
    }

    @Test
    void aPermitThatIsNotToBeSpentYetIsKept() {
        Permits permits = permits(new Pace.Turn(Duration.ZERO, true));
        permits.ask();
        spending = new Pace.Turn(EXTRA, true);
        assertThat(permits.use()).isFalse();
        assertThat(permits.ask()).isEqualTo(EXTRA);
        spending = new Pace.Turn(Duration.ZERO, true);

        assertThat(permits.use()).isTrue();
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void aPermitThatIsTooOldIsAskedForAgainAndThatOfItsOwnBudgetIsKept() {
        Permits permits = permits(new Pace.Turn(Duration.ZERO, true));
        permits.ask();
        spending = new Pace.Turn(Duration.ZERO, false);
        assertThat(permits.use()).isFalse();
        permits.ask();
        spending = new Pace.Turn(Duration.ZERO, true);

        assertThat(permits.use()).isTrue();
        assertThat(asked).isEqualTo(2);
        assertThat(askedOwn).isEqualTo(1);
    }

    /** @param extra what the operation's own budget says, after the wait that it is told of */
    private Permits permits(Pace.Turn extra) {
        Operation operation = Calls.named("some-call", Effect.READ, AfterAmbiguity.REPEAT, null, true, "contacts");
        return new Permits(
                calls.connection(
                        new Told(Duration.ZERO, true, () -> asked++),
                        new Told(extra.in(), extra.granted(), () -> askedOwn++)),
                operation,
                calls.run);
    }

    /** Gives permits to who can go at once, and to others after a wait of its own only if that is what is tested. */
    private final class Told implements Pace {

        private final Duration own;
        private final boolean granted;
        private final Runnable note;

        Told(Duration own, boolean granted, Runnable note) {
            this.own = own;
            this.granted = granted;
            this.note = note;
        }

        @Override
        public Turn ask(Duration notBefore) {
            note.run();
            boolean later = own.isZero() && !notBefore.isZero();
            return new Turn(notBefore.plus(own), granted && !later);
        }

        @Override
        public Turn spend() {
            return spending;
        }

        @Override
        public double perSecond() {
            return 1;
        }
    }
}
