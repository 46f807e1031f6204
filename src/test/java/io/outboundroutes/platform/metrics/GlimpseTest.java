package io.outboundroutes.platform.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nobody who must answer soon waits for something slow. */
@Timeout(20)
class GlimpseTest {

    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void whatWasSeenIsToldAgainForAWhile() {
        Glimpse<Integer> glimpse = new Glimpse<>(looks::incrementAndGet, LONG, Duration.ofSeconds(1), nanos::get);
        assertThat(glimpse.get()).contains(1);
        nanos.addAndGet(Duration.ofMillis(999).toNanos());
        assertThat(glimpse.get()).contains(1);
        nanos.addAndGet(Duration.ofMillis(1).toNanos());
        assertThat(glimpse.get()).contains(2);
    }

    @Test
    void aFailureIsNothingAndIsLookedAtAgainLater() {
        Glimpse<Integer> glimpse = new Glimpse<>(
                () -> {
                    if (looks.incrementAndGet() == 1) {
                        throw new IllegalStateException("gone");
                    }
                    return 7;
                },
                LONG,
                Duration.ofSeconds(1),
                nanos::get);
        assertThat(glimpse.get()).isEmpty();
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(glimpse.get()).contains(7);
    }

    @Test
    void aSlowLookIsNothingForThoseWhoAskedAndIsNotBegunTwice() throws InterruptedException {
        CountDownLatch slow = new CountDownLatch(1);
        Glimpse<Integer> glimpse = new Glimpse<>(
                () -> {
                    looks.incrementAndGet();
                    try {
                        slow.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return 7;
                },
                SHORT,
                Duration.ZERO,
                nanos::get);
        assertThat(glimpse.get()).isEmpty();
        assertThat(glimpse.get()).isEmpty();
        assertThat(looks).hasValue(1);
        slow.countDown();
    }
}
