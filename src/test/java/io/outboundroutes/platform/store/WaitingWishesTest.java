package io.outboundroutes.platform.store;

import static io.outboundroutes.platform.store.SendKeysTest.ASKED;
import static io.outboundroutes.platform.store.SendKeysTest.START;
import static io.outboundroutes.platform.store.SendKeysTest.apply;
import static io.outboundroutes.platform.store.SendKeysTest.holder;
import static io.outboundroutes.platform.store.SendKeysTest.key;
import static io.outboundroutes.platform.store.SendKeysTest.planned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunStatus;
import io.outboundroutes.platform.store.SendKeysTest.Holder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which wishes wait to be taken up by the next firing. */
class WaitingWishesTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @ParameterizedTest
    @EnumSource
    void con3_heldOnesAreFoundOldestFirstAndByTheirAge(Database database) throws Exception {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            for (int i = 0; i < 5; i++) {
                apply(store, store.sendKeys().marking(held("k" + i, ASKED.plusSeconds(i / 2)), START));
            }
            apply(store, store.sendKeys().marking(held("old", ASKED.minusSeconds(1)), START));
            List<String> found = new ArrayList<>();
            SendKey last = null;
            List<SendKey> page;
            do {
                page = store.sendKeys().held("org-1", START, ASKED, last, 2);
                page.forEach(key -> found.add(key.keyHash()));
                last = page.isEmpty() ? null : page.get(page.size() - 1);
            } while (last != null);

            assertThat(found).containsExactly("k0", "k1", "k2", "k3", "k4");
            assertThat(store.sendKeys().heldBefore("org-1", START, ASKED)).isEqualTo(1);
            assertThat(store.sendKeys().held("org-2", START, ASKED, null, 9)).isEmpty();
        }
    }

    static Stream<Arguments> endedHolders() {
        return Stream.of(Database.values())
                .flatMap(database -> Stream.of(
                        holder(database, Holder.OPEN, false, false),
                        holder(database, Holder.OPEN, true, true),
                        holder(database, Holder.OPEN_AND_SENT, true, false),
                        holder(database, Holder.ADVANCED_AFTER_ANOTHER_WRITE, true, true),
                        holder(database, Holder.REFUSED, true, false),
                        holder(database, Holder.UNKNOWN, true, false),
                        holder(database, Holder.DONE_WITHOUT_A_MARK, true, false),
                        holder(database, Holder.GONE, true, false)));
    }

    @ParameterizedTest(name = "{0}: holder {1}, run ended {2} → waits again {3}")
    @MethodSource("endedHolders")
    void con3_whatWasTakenUpInVainWaitsAgainSinceItWasAskedFor(
            Database database, Holder holder, boolean ended, boolean waits) throws Exception {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            Run run = planned(store, 2);
            apply(store, store.sendKeys().marking(key(run, 1, SendKey.State.HELD), START));
            store.sendKeys().claim(key(run, holder == Holder.GONE ? 7 : 0, SendKey.State.RESERVED), START);
            SendKeysTest.let(store, run, holder);
            if (ended) {
                store.runs().finish(run.id(), RunStatus.PARTIAL, "{}", List.of(), List.of(), TxWork.NONE);
            }

            assertThat(store.sendKeys().held("org-1", START, ASKED.minusSeconds(1), null, 9))
                    .extracting(SendKey::keyHash, SendKey::askedAt)
                    .isEqualTo(waits ? List.of(tuple("key", ASKED)) : List.of());
            assertThat(store.sendKeys().heldBefore("org-1", START, ASKED.plusSeconds(1)))
                    .isEqualTo(waits ? 1 : 0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void con3_aWishThatNeverWaitedIsLeftToWhoeverAskedForIt(Database database) {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            Run run = planned(store, 1);
            store.sendKeys().claim(key(run, 0, SendKey.State.RESERVED), START);
            store.runs().finish(run.id(), RunStatus.PARTIAL, "{}", List.of(), List.of(), TxWork.NONE);

            assertThat(store.sendKeys().held("org-1", START, ASKED.minusSeconds(1), null, 9))
                    .isEmpty();
        }
    }

    private static SendKey held(String hash, Instant askedAt) {
        return new SendKey("org-1", hash, "who", SendKey.State.HELD, "r", 0, null, null, null, askedAt);
    }
}
