package io.outboundroutes.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RunInputsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    static Stream<Arguments> ends() {
        return Stream.of(Database.values())
                .flatMap(database -> Stream.of(RunStatus.values())
                        .map(end -> Arguments.of(
                                database,
                                end,
                                end == RunStatus.PARTIAL || end == RunStatus.FAILED || end == RunStatus.SKIPPED)));
    }

    @ParameterizedTest(name = "{0}: a run that is {1} gives its key free: {2}")
    @MethodSource("ends")
    void all17_onlyWhatDidNotSucceedIsARunOfItsOwnWhenItIsAskedForAgain(
            Database database, RunStatus end, boolean free) {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            Run first = ask(store);
            switch (end) {
                case ASKED -> {}
                case SKIPPED -> store.runs().cancel(first.id(), "a test says so");
                case RUNNING -> store.runs().begin(first.id());
                case SUCCEEDED, PARTIAL, FAILED -> {
                    store.runs().begin(first.id());
                    store.runs().finish(first.id(), end, "{}", List.of(), List.of(), TxWork.NONE);
                }
            }
            assertThat(ask(store).id()).as("before").isEqualTo(first.id());

            assertThat(store.inputs().letAskAgain(first.id())).isEqualTo(free);
            assertThat(store.inputs().letAskAgain(first.id())).as("twice").isFalse();

            Run second = ask(store);
            assertThat(second.id().equals(first.id())).isEqualTo(!free);
            assertThat(ask(store).id()).isEqualTo(second.id());
        }
    }

    private static Run ask(Store store) {
        return store.runs().ask(Samples.rest("inbox:0815"), List.of("{}").iterator());
    }
}
