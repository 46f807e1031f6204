package io.outboundroutes.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is older than it need be goes in batches, and nobody waits for it. */
@Timeout(60)
class ForgettingTest {

    private static final String START = "start-conversation";
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant LIMIT = Instant.parse("2021-01-01T00:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @ParameterizedTest
    @EnumSource
    void con5_oldSendKeysGoInBatchesWhileYoungOnesAreInUse(Database database) throws Exception {
        try (Store store = Database.open(database.fresh(folder), "a");
                Connection connection = store.dataSource().getConnection();
                Connection run = store.dataSource().getConnection()) {
            for (int i = 0; i < 9; i++) {
                SendKey key = new SendKey(
                        "org-1", "k" + i, "who", SendKey.State.CONTACTED, "r", i, null, null, null, LONG_AGO);
                store.sendKeys().marking(key, START).apply(connection);
            }
            try (PreparedStatement age =
                    connection.prepareStatement("update send_key set updated_at = ? where key_hash < 'k7'")) {
                Sql.bind(age, LONG_AGO);
                age.executeUpdate();
            }
            run.setAutoCommit(false);
            Sql.update(run, "update send_key set seq = 99 where key_hash = 'k8'");

            assertThat(store.sendKeys().forget(LIMIT, 3)).isEqualTo(3);
            assertThat(store.sendKeys().forget(LIMIT, 3)).isEqualTo(3);
            assertThat(store.sendKeys().forget(LIMIT, 3)).isEqualTo(1);
            assertThat(store.sendKeys().forget(LIMIT, 3)).isZero();
            run.rollback();

            assertThat(store.sendKeys().find("org-1", "k6")).isEmpty();
            assertThat(store.sendKeys().find("org-1", "k7")).isPresent();
            assertThat(store.sendKeys().find("org-1", "k8")).isPresent();
        }
    }

    @ParameterizedTest
    @EnumSource
    void sta4_oldObservationsGoInBatchesByWhenTheyWereRetrieved(Database database) throws Exception {
        try (Store store = Database.open(database.fresh(folder), "a");
                Connection connection = store.dataSource().getConnection()) {
            Duration day = Duration.ofDays(1);
            for (int i = 0; i < 7; i++) {
                Instant start = LONG_AGO.plus(day.multipliedBy(i));
                Instant retrieved = i < 5 ? start : LIMIT;
                Observation observation = new Observation(
                        "org-1", "c-1", start, start.plus(day), Map.of("calls", BigDecimal.valueOf(i)), retrieved);
                store.observations().recording(observation).apply(connection);
            }

            assertThat(store.observations().forget(LIMIT, 4)).isEqualTo(4);
            assertThat(store.observations().forget(LIMIT, 4)).isEqualTo(1);
            assertThat(store.observations().forget(LIMIT, 4)).isZero();

            assertThat(store.observations().last("org-1", "c-1", day, LIMIT, 9))
                    .extracting(
                            observation -> observation.observed().get("calls").intValueExact())
                    .containsExactly(6, 5);
        }
    }
}
