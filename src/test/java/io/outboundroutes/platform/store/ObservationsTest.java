package io.outboundroutes.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ObservationsTest {

    private static final Instant DAY = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration LENGTH = Duration.ofDays(1);
    private static final Instant LATER = DAY.plus(Duration.ofDays(100));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @ParameterizedTest
    @EnumSource
    void sta4_theNewestObservationsOfWindowsAsLongAreRead(Database database) throws Exception {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            for (int day : new int[] {3, 1, 2, 4}) {
                record(store, observation("c-1", day, day, 0));
            }
            record(store, new Observation("org-1", "c-1", DAY, LATER, values(99), DAY));
            record(store, observation("c-2", 1, 77, 0));

            assertThat(last(store, "c-1", DAY.plus(Duration.ofDays(4)), 2)).containsExactly(3, 2);
            assertThat(last(store, "C-1", LATER, 30)).containsExactly(4, 3, 2, 1);
            assertThat(last(store, "c-2", LATER, 30)).containsExactly(77);
            assertThat(store.observations().last("org-2", "c-1", LENGTH, LATER, 30))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void sta4_askingForTheSameWindowAgainReplacesItUnlessItIsOlder(Database database) throws Exception {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            record(store, observation("c-1", 1, 10, 100));
            record(store, observation("C-1", 1, 11, 200));
            record(store, observation("c-1", 1, 12, 150));

            assertThat(last(store, "c-1", LATER, 30)).containsExactly(11);
        }
    }

    @ParameterizedTest
    @EnumSource
    void sta4_numbersAreKeptToTheLastDigit(Database database) throws Exception {
        Map<String, BigDecimal> observed =
                Map.of("avgCallDuration", new BigDecimal("183.460"), "big", new BigDecimal("123456789012345678901.5"));
        try (Store store = Database.open(database.fresh(folder), "a")) {
            Observation stored =
                    new Observation("org-1", "ABC", DAY, DAY.plus(LENGTH), observed, DAY.plusMillis(1_234));
            record(store, stored);

            assertThat(store.observations().last("org-1", "abc", LENGTH, LATER, 1))
                    .containsExactly(stored);
        }
    }

    private static Observation observation(String campaign, int day, int value, int secondsLater) {
        Instant start = DAY.plus(Duration.ofDays(day - 1L));
        return new Observation(
                "org-1", campaign, start, start.plus(LENGTH), values(value), DAY.plusSeconds(secondsLater));
    }

    private static Map<String, BigDecimal> values(int value) {
        return Map.of("callsAttempted", BigDecimal.valueOf(value));
    }

    private static List<Integer> last(Store store, String campaign, Instant before, int limit) {
        return store.observations().last("org-1", campaign, LENGTH, before, limit).stream()
                .map(observation -> observation.observed().get("callsAttempted").intValueExact())
                .toList();
    }

    private static void record(Store store, Observation observation) throws Exception {
        try (Connection connection = store.dataSource().getConnection()) {
            store.observations().recording(observation).apply(connection);
        }
    }
}
