package io.outboundroutes.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outboundroutes.platform.budget.Part;
import io.outboundroutes.platform.budget.RateLedger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RatesTest {

    private static final String BUDGET = "genesys api.example.com";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @ParameterizedTest
    @EnumSource
    void all8_eachSeesWhatTheOthersHoldAndWhatItHeldItself(Database database) {
        StoreSettings settings = database.fresh(folder);
        try (Store one = Database.open(settings, "one");
                Store other = Database.open(settings, "other")) {
            RateLedger first = Rates.of(one);
            RateLedger second = Rates.of(other);
            Part held = new Part(100, 97.5, 48.75, 33.25);
            RateLedger.Told told = first.exchange(BUDGET, null, (micros, mine, others) -> {
                assertThat(mine).isNull();
                assertThat(others).isEmpty();
                return held;
            });
            assertThat(told.mine()).isEqualTo(held);
            assertThat(told.pauseLeft()).isZero();
            assertThat(told.micros()).isBetween(System.currentTimeMillis() * 1000 - 60_000_000, Long.MAX_VALUE);
            assertThat(told.toldNanos()).isGreaterThanOrEqualTo(told.askedNanos());

            second.exchange(BUDGET, null, (micros, mine, others) -> {
                assertThat(mine).isNull();
                assertThat(others).containsExactly(held);
                return new Part(101, 1, 2, 3);
            });
            second.exchange("cxone api.example.com", null, (micros, mine, others) -> {
                assertThat(mine).isNull();
                assertThat(others).as("of another budget").isEmpty();
                return new Part(7, 1, 1, 1);
            });
            first.exchange(BUDGET, null, (micros, mine, others) -> {
                assertThat(mine).isEqualTo(held);
                assertThat(others).containsExactly(new Part(101, 1, 2, 3));
                return held;
            });
            second.leave();
            assertThat(first.exchange(BUDGET, null, (micros, mine, others) -> held)
                            .others())
                    .containsExactly(new Part(101, 0, 0, 0));
        }
    }

    @ParameterizedTest
    @EnumSource
    void all4_aPauseIsToldToEverybodyAndAShorterOneNeverEndsIt(Database database) {
        StoreSettings settings = database.fresh(folder);
        try (Store one = Database.open(settings, "one");
                Store other = Database.open(settings, "other")) {
            Part part = new Part(100, 1, 1, 1);
            Rates.of(one).exchange(BUDGET, Duration.ofSeconds(50), (micros, mine, others) -> part);
            RateLedger.Told told =
                    Rates.of(one).exchange(BUDGET, Duration.ofSeconds(10), (micros, mine, others) -> part);

            assertThat(told.pauseLeft()).as("its own").isZero();
            assertThat(Rates.of(other)
                            .exchange(BUDGET, null, (micros, mine, others) -> part)
                            .pauseLeft())
                    .isBetween(Duration.ofSeconds(20), Duration.ofSeconds(50));
        }
    }

    @ParameterizedTest
    @EnumSource
    void all8_ofManyWhoTakeAtOnceEachSeesThoseBeforeIt(Database database) throws Exception {
        int many = 6;
        StoreSettings settings = database.fresh(folder);
        List<Store> stores = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(many);
        try {
            CyclicBarrier together = new CyclicBarrier(many);
            List<Callable<Integer>> takers = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                Store store = Database.open(settings, "process-" + i);
                stores.add(store);
                RateLedger ledger = Rates.of(store);
                takers.add(() -> {
                    together.await();
                    return ledger.exchange(BUDGET, null, (micros, mine, others) -> new Part(100, 1, 1, 1))
                            .others()
                            .size();
                });
            }
            List<Integer> seen = new ArrayList<>();
            for (Future<Integer> taker : threads.invokeAll(takers)) {
                seen.add(taker.get());
            }

            assertThat(seen).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
        } finally {
            threads.shutdownNow();
            stores.forEach(Store::close);
        }
    }

    @ParameterizedTest
    @EnumSource
    void all8_whoWasNotHeardOfForAMinuteIsForgotten(Database database) {
        StoreSettings settings = database.fresh(folder);
        try (Store one = Database.open(settings, "one");
                Store other = Database.open(settings, "other");
                Store third = Database.open(settings, "third")) {
            Rates.of(one).exchange(BUDGET, null, (micros, mine, others) -> new Part(1_000, 1, 1, 1));
            Rates.of(other).exchange(BUDGET, null, (micros, mine, others) -> new Part(1_240, 1, 1, 1));
            Rates.of(third).exchange(BUDGET, null, (micros, mine, others) -> new Part(1_241, 1, 1, 1));

            Rates.of(other).exchange(BUDGET, null, (micros, mine, others) -> {
                assertThat(others).containsExactly(new Part(1_241, 1, 1, 1));
                return new Part(1_241, 1, 1, 1);
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void all8_aStoreThatDoesNotAnswerIsNotWaitedForByRepeating(Database database) {
        Store store = Database.open(database.fresh(folder), "one");
        RateLedger ledger = Rates.of(store);
        ledger.exchange(BUDGET, null, (micros, mine, others) -> new Part(1, 1, 1, 1));
        store.close();

        assertThatThrownBy(() -> ledger.exchange(BUDGET, null, (micros, mine, others) -> new Part(2, 1, 1, 1)))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("Sharing a rate limit failed");
    }
}
