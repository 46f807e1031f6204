package io.outboundroutes.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several processes see the files of one directory. */
class InboxFilesTest {

    private static final String FILE = "external-contacts/monday.csv";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @ParameterizedTest
    @EnumSource
    void all17_aFileIsTakenUpByOneProcessUntilItGivesItBack(Database database) {
        StoreSettings settings = database.fresh(folder);
        try (Store one = Database.open(settings, "one");
                Store other = Database.open(settings, "other")) {
            assertThat(one.inboxFiles().take(FILE)).isTrue();

            assertThat(other.inboxFiles().take(FILE)).isFalse();
            assertThat(other.inboxFiles().take("campaign-schedules/monday.csv")).isTrue();
            assertThat(other.inboxFiles().release(FILE)).as("not its own").isFalse();
            assertThat(one.inboxFiles().take(FILE)).as("its own again").isTrue();
            assertThat(other.inboxFiles().isTaken(FILE)).isTrue();

            assertThat(one.inboxFiles().release(FILE)).isTrue();
            assertThat(other.inboxFiles().isTaken(FILE)).isFalse();
            assertThat(other.inboxFiles().take(FILE)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void all17_ofManyWhoTakeAFileAtOnceOneGetsIt(Database database) throws Exception {
        StoreSettings settings = database.fresh(folder);
        try (Store one = Database.open(settings, "one");
                Store other = Database.open(settings, "other");
                Store third = Database.open(settings, "third")) {
            List<Store> stores = List.of(one, other, third);
            List<Boolean> taken = RunStoreTest.together(
                    3, i -> () -> stores.get(i).inboxFiles().take(FILE));

            assertThat(taken).containsExactlyInAnyOrder(true, false, false);
        }
    }

    @ParameterizedTest
    @EnumSource
    void all17_aDeadProcessLosesItsFilesWhenItsClaimEnds(Database database) throws SQLException {
        StoreSettings settings = database.fresh(folder);
        try (Store dead = Database.open(settings, "dead");
                Store other = Database.open(settings, "other")) {
            dead.inboxFiles().take(FILE);
            timePasses(dead);
            dead.inboxFiles().keep();
            assertThat(other.inboxFiles().take(FILE)).as("it is at work").isFalse();

            timePasses(dead);
            assertThat(other.inboxFiles().take(FILE)).isTrue();
            assertThat(dead.inboxFiles().release(FILE)).as("another one's now").isFalse();
            assertThat(dead.inboxFiles().take(FILE)).isFalse();
        }
    }

    private static void timePasses(Store store) throws SQLException {
        try (Connection connection = store.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("update inbox_file set held_until = held_until - interval '21' second");
        }
    }
}
