package io.outboundroutes.platform.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokensTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final ExecutorService threads = Executors.newFixedThreadPool(16);
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Instant now = START;
    private final Tokens tokens = new Tokens(() -> now);

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    private Token token(String value) {
        return new Token(value, now, Duration.ofHours(1), Set.of());
    }

    @ParameterizedTest(name = "a life of {0} s is renewed after {1} s")
    @CsvSource({"86400,86100", "3600,3300", "3000,2700", "300,270", "10,9", "0,0", "-5,0"})
    void all2_renewedEarlyByAtMostFiveMinutesOrATenth(long life, long fresh) {
        Token token = new Token("x", START, Duration.ofSeconds(life), Set.of());

        assertThat(token.isFresh(START.plusSeconds(fresh))).isFalse();
        assertThat(token.isFresh(START.plusSeconds(fresh).minusNanos(1))).isTrue();
    }

    @Test
    void all2_anAbsurdLifeIsAYear() {
        assertThat(new Token("x", START, Duration.ofSeconds(Long.MAX_VALUE), Set.of()).expires())
                .isEqualTo(START.plus(Duration.ofDays(365)));
    }

    @Test
    void all2_aTokenPrintsItselfWithoutItsValue() {
        assertThat(token("s3cret")).hasToString("Token[***, expires 2026-03-01T13:00:00Z]");
    }

    /** Sixteen callers at once; the first one's request waits until the others wait for it. */
    private List<Future<Token>> sixteen(Supplier<Token> answer) {
        CountDownLatch begin = new CountDownLatch(1);
        CountDownLatch underWay = new CountDownLatch(16);
        List<Future<Token>> results = new ArrayList<>();
        List<Thread> callers = java.util.Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 16; i++) {
            results.add(threads.submit(() -> {
                callers.add(Thread.currentThread());
                underWay.countDown();
                begin.await();
                return tokens.fresh(() -> {
                    asked.incrementAndGet();
                    Thread asker = Thread.currentThread();
                    await().atMost(Duration.ofSeconds(20))
                            .until(() -> callers.stream()
                                    .filter(caller -> caller != asker)
                                    .allMatch(caller -> caller.getState() == Thread.State.WAITING));
                    return answer.get();
                });
            }));
        }
        await().until(() -> underWay.getCount() == 0);
        begin.countDown();
        return results;
    }

    @Test
    void all2_sixteenCallersMakeOneRequest() throws Exception {
        for (Future<Token> result : sixteen(() -> token("one"))) {
            assertThat(result.get().reveal()).isEqualTo("one");
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void all2_aFailureReachesEverybodyWhoWaits() {
        for (Future<Token> result : sixteen(() -> {
            throw new IllegalArgumentException("refused");
        })) {
            assertThatThrownBy(result::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseInstanceOf(IllegalArgumentException.class);
        }
        assertThat(asked).hasValue(1);
    }

    private static final class Stopped extends RuntimeException implements Tokens.AskerFailure {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean concernsAskerOnly() {
            return true;
        }
    }

    @Test
    void all2_aFailureOfTheAskersRunIsNotTheOthers() throws Exception {
        CountDownLatch asking = new CountDownLatch(1);
        CountDownLatch fail = new CountDownLatch(1);
        Future<Token> asker = threads.submit(() -> tokens.fresh(() -> {
            asking.countDown();
            awaitLatch(fail);
            throw new Stopped();
        }));
        asking.await();
        Future<Token> waiter = threads.submit(() -> tokens.fresh(() -> token("own")));
        fail.countDown();

        assertThatThrownBy(asker::get).hasCauseInstanceOf(Stopped.class);
        assertThat(waiter.get().reveal()).isEqualTo("own");
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void all2_afterAFailureTheNextCallerAsksAgain() throws Exception {
        assertThatThrownBy(() -> tokens.fresh(() -> {
                    throw new IllegalStateException("once");
                }))
                .hasMessage("once");

        assertThat(tokens.fresh(() -> token("later")).reveal()).isEqualTo("later");
    }

    @Test
    void all3_droppingAnOldTokenNeverDropsANewerOne() throws Exception {
        Token old = tokens.fresh(() -> token("old"));
        tokens.drop(old);
        Token newer = tokens.fresh(() -> token("new"));
        tokens.drop(old);

        assertThat(tokens.current()).isSameAs(newer);
        assertThat(tokens.fresh(() -> token("third"))).isSameAs(newer);
        now = now.plus(Duration.ofMinutes(56));
        assertThat(tokens.fresh(() -> token("third")).reveal()).isEqualTo("third");
    }
}
