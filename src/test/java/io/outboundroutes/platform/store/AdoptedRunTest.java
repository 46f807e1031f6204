package io.outboundroutes.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunRequest;
import io.outboundroutes.platform.run.RunStatus;
import io.outboundroutes.platform.run.Trigger;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A command line goes on with what a dead one wanted just the same, in the place of its own run, and with nothing else. */
class AdoptedRunTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @ParameterizedTest
    @EnumSource
    void aCommandLineGoesOnWithWhatAnInterruptedOneWanted(Database database) {
        StoreSettings settings = database.fresh(folder);
        try (Store killed = Database.open(settings, "killed");
                Store again = Database.open(settings, "again")) {
            Run interrupted = killed.runs().ask(Samples.cli(null, "killed"));
            killed.runs().begin(interrupted.id());
            killed.plans().store(interrupted.id(), Samples.plan(1));
            Run own = again.runs().ask(Samples.cli(null, "again"));

            Run taken = again.runs().beginOrAdopt(own).orElseThrow();

            assertThat(taken.id()).isEqualTo(interrupted.id());
            assertThat(taken.planned()).isTrue();
            assertThat(taken.owner()).isEqualTo("again");
            assertThat(again.history().run(own.id()))
                    .as("never begun, withdrawn")
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCommandLineBeginsWhatADeadOneHadOnlyAskedFor(Database database) throws SQLException {
        StoreSettings settings = database.fresh(folder);
        try (Store killed = Database.open(settings, "killed");
                Store again = Database.open(settings, "again")) {
            Run asked = killed.runs().ask(Samples.cli(null, "killed"));
            Run own = again.runs().ask(Samples.cli(null, "again"));
            again.runs().bindTarget(own.id(), "whom it would have been for too");
            RunStoreTest.seen(killed, asked, 11);

            Run taken = again.runs().beginOrAdopt(own).orElseThrow();

            assertThat(taken.id()).isEqualTo(asked.id());
            assertThat(taken.owner()).isEqualTo("again");
            assertThat(again.history().runs(Samples.WORKFLOW, 9))
                    .extracting(Run::id)
                    .containsExactly(asked.id());
        }
    }

    @ParameterizedTest
    @EnumSource
    void ofSeveralThatDeadOnesWantedOneIsDone(Database database) throws SQLException {
        StoreSettings settings = database.fresh(folder);
        try (Store killed = Database.open(settings, "killed");
                Store again = Database.open(settings, "again")) {
            Run asked = killed.runs().ask(Samples.cli(null, "killed"));
            RunStoreTest.seen(killed, asked, 11);
            Run begun = killed.runs().ask(Samples.cli(null, "killed"));
            killed.runs().begin(begun.id());
            Run own = again.runs().ask(Samples.cli(null, "again"));

            assertThat(again.runs().beginOrAdopt(own)).map(Run::id).contains(begun.id());
            Run other = again.history().run(asked.id()).orElseThrow();
            assertThat(other.status()).isEqualTo(RunStatus.SKIPPED);
            assertThat(other.report()).contains("run " + begun.id() + " does just what it was to do");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCommandLineLeavesOneThatWaitsItsRun(Database database) throws SQLException {
        StoreSettings settings = database.fresh(folder);
        try (Store waiting = Database.open(settings, "waiting");
                Store other = Database.open(settings, "other")) {
            Run asked = waiting.runs().ask(Samples.cli(null, "waiting"));
            Run own = other.runs().ask(Samples.cli(null, "other"));

            assertThat(other.runs().beginOrAdopt(own)).map(Run::id).contains(own.id());
            assertThat(waiting.history().run(asked.id())).map(Run::status).contains(RunStatus.ASKED);
        }
    }

    static Stream<Arguments> otherWishes() {
        return Stream.of(Database.values())
                .flatMap(database -> Stream.of(
                        Arguments.of(database, "a dry run", wish(Mode.DRY_RUN, null, false, Map.of()), null),
                        Arguments.of(
                                database, "other parameters", wish(Mode.LIVE, null, false, Map.of("a", "b")), null),
                        Arguments.of(database, "once more", wish(Mode.LIVE, null, true, Map.of()), null),
                        Arguments.of(database, "under a key", wish(Mode.LIVE, "key", false, Map.of()), null),
                        Arguments.of(database, "elsewhere", wish(Mode.LIVE, null, false, Map.of()), "elsewhere")));
    }

    private static RunRequest wish(Mode mode, @Nullable String key, boolean again, Map<String, String> parameters) {
        return new RunRequest(Samples.WORKFLOW, Trigger.CLI, mode, key, again, "killed", parameters);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("otherWishes")
    void aCommandLineLeavesWhatADeadOneWantedOtherwise(
            Database database, String what, RunRequest wish, @Nullable String target) throws SQLException {
        StoreSettings settings = database.fresh(folder);
        try (Store killed = Database.open(settings, "killed");
                Store again = Database.open(settings, "again")) {
            Run asked = killed.runs().ask(wish);
            if (target != null) {
                killed.runs().bindTarget(asked.id(), target);
            }
            RunStoreTest.seen(killed, asked, 11);
            Run own = again.runs().ask(Samples.cli(null, "again"));
            again.runs().bindTarget(own.id(), "here");

            assertThat(again.runs().beginOrAdopt(own)).map(Run::id).contains(own.id());
            assertThat(killed.history().run(asked.id())).map(Run::status).contains(RunStatus.ASKED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCommandLineBeginsWhatADeadOneHadTakenAndNotLookedWhomItIsFor(Database database) {
        StoreSettings settings = database.fresh(folder);
        try (Store killed = Database.open(settings, "killed");
                Store again = Database.open(settings, "again")) {
            Run taken = killed.runs().ask(Samples.cli(null, "killed"));
            killed.runs().begin(taken.id());
            Run own = again.runs().ask(Samples.cli(null, "again"));
            again.runs().bindTarget(own.id(), "here");

            assertThat(again.runs().beginOrAdopt(own)).map(Run::id).contains(taken.id());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aHaltLeavesACommandLineItsOwnRun(Database database) {
        StoreSettings settings = database.fresh(folder);
        try (Store killed = Database.open(settings, "killed");
                Store again = Database.open(settings, "again")) {
            Run interrupted = killed.runs().ask(Samples.cli(null, "killed"));
            killed.runs().begin(interrupted.id());
            Run own = again.runs().ask(Samples.cli(null, "again"));
            again.orders().halt(Samples.WORKFLOW, "operator", "cli", Samples.audit(own.id(), "halt"));

            assertThat(again.runs().beginOrAdopt(own)).isEmpty();
            assertThat(again.history().run(own.id())).map(Run::status).contains(RunStatus.ASKED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAdoptionWhoseAnswerWasLostIsFoundAgain(Database database) {
        StoreSettings settings = database.fresh(folder);
        try (Store killed = Database.open(settings, "killed");
                Store again = Database.open(settings, "again")) {
            Run interrupted = killed.runs().ask(Samples.cli(null, "killed"));
            killed.runs().begin(interrupted.id());
            Run own = again.runs().ask(Samples.cli(null, "again"));
            again.runs().beginOrAdopt(own);

            assertThat(again.runs().beginOrAdopt(own)).map(Run::id).contains(interrupted.id());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCommandLineThatWantsSomethingElseAdoptsNothing(Database database) {
        StoreSettings settings = database.fresh(folder);
        try (Store killed = Database.open(settings, "killed");
                Store again = Database.open(settings, "again")) {
            Run interrupted = killed.runs().ask(Samples.cli(null, "killed"));
            killed.runs().begin(interrupted.id());
            RunRequest dry =
                    new RunRequest(Samples.WORKFLOW, Trigger.CLI, Mode.DRY_RUN, null, false, "again", Map.of());
            Run own = again.runs().ask(dry);

            assertThat(again.runs().beginOrAdopt(own)).map(Run::id).contains(own.id());
        }
    }
}
