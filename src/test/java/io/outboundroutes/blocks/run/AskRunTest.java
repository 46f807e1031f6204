package io.outboundroutes.blocks.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outboundroutes.platform.store.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class AskRunTest {

    private static final Instant TWO = Instant.parse("2026-11-22T02:00:00Z");

    private final List<String> asked = new ArrayList<>();
    private boolean away;
    private Instant now = TWO;
    private final AskRun step = new AskRun(
            (workflow, fireTime) -> {
                if (away) {
                    throw Samples.unavailable();
                }
                asked.add(workflow + " " + fireTime);
            },
            () -> now);

    private void fire(String workflow, Instant fireTime) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setVariable("workflow", workflow);
        exchange.getMessage().setHeader("scheduledFireTime", Date.from(fireTime));
        step.ask(exchange);
    }

    @Test
    void aFiringThatTheStoreDidNotAnswerIsAskedForAgainOnce() {
        away = true;
        fire("a", TWO);
        fire("b", TWO);
        step.askAgain();
        assertThat(asked).isEmpty();

        away = false;
        step.askAgain();
        step.askAgain();

        assertThat(asked).containsExactlyInAnyOrder("a " + TWO, "b " + TWO);
    }

    @Test
    void ofSeveralFiringsOfOneWorkflowTheLatestIsMadeUpFor() {
        away = true;
        fire("a", TWO);
        fire("a", TWO.plusSeconds(60));
        away = false;
        step.askAgain();

        assertThat(asked).containsExactly("a " + TWO.plusSeconds(60));
    }

    @Test
    void aFiringThatComesThroughMakesUpForTheOnesBeforeIt() {
        away = true;
        fire("a", TWO);
        away = false;
        fire("a", TWO.plusSeconds(60));
        step.askAgain();

        assertThat(asked).containsExactly("a " + TWO.plusSeconds(60));
    }

    @Test
    void afterAnHourAFiringIsGivenUp() {
        away = true;
        fire("a", TWO);
        fire("b", TWO.plusSeconds(1));
        away = false;
        now = TWO.plus(Duration.ofHours(1)).plusMillis(1);
        step.askAgain();

        assertThat(asked).containsExactly("b " + TWO.plusSeconds(1));
    }

    @Test
    void whatDoesNotComeFromAScheduleIsRefused() {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        assertThatThrownBy(() -> step.ask(exchange)).hasMessageContaining("for routes that start from quartz");
    }
}
