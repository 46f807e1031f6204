package io.outboundroutes.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GroupRegistryTest {

    private static final GroupRow ONE = GroupRow.named("org-1", "region=emea", "abc", "abc", "Auto_Segment_abc");
    private static final GroupRow TWO =
            GroupRow.named("org-1", "tier=emea", "abc", "abc-12345678", "Auto_Segment_abc-12345678");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @ParameterizedTest
    @EnumSource
    void seg3_aNameOnceGivenStays(Database database) {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            store.groups().nameGroups(List.of(ONE, TWO));
            store.groups().nameGroups(List.of(TWO, ONE));

            assertThat(store.groups().knownGroups("org-1")).containsExactly(ONE, TWO);
            GroupRow sameName = GroupRow.named("org-1", "third=1", "abc", "abc", "Auto_Segment_abc");
            assertThatThrownBy(() -> store.groups().nameGroups(List.of(sameName)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Auto_Segment_abc");
            assertThat(store.groups().knownGroups("org-1")).containsExactly(ONE, TWO);
        }
    }

    @ParameterizedTest
    @EnumSource
    void seg3_aGroupHasANameUnderEachStyleOfKeys(Database database) {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            store.groups().nameGroups(List.of(ONE));
            GroupRow underTheOtherStyle =
                    GroupRow.named("org-1", ONE.canonical(), "abc", "named", "Auto_Segment_named");
            store.groups().nameGroups(List.of(underTheOtherStyle));

            assertThat(store.groups().knownGroups("org-1")).containsExactly(ONE, underTheOtherStyle);
        }
    }

    @ParameterizedTest
    @EnumSource
    void seg3_organisationsShareNoIdentities(Database database) {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            store.groups().nameGroups(List.of(ONE));
            GroupRow elsewhere = GroupRow.named("org-2", "tier=x", "abc", "abc", "Auto_Segment_abc");
            store.groups().nameGroups(List.of(elsewhere));

            assertThat(store.groups().knownGroups("org-2")).containsExactly(elsewhere);
        }
    }

    @ParameterizedTest
    @EnumSource
    void seg7_whatWasCreatedIsKnownWithWhatItWasCreatedWith(Database database) throws Exception {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            store.groups().nameGroups(List.of(ONE, TWO));
            mark(
                    store,
                    store.groups().marking("org-1", ONE.segmentName(), "s-1", "q1", "PT1H", GroupRow.State.CREATED));
            mark(store, store.groups().marking("org-1", ONE.segmentName(), null, "q2", "PT4H", GroupRow.State.EXISTS));

            GroupRow known = store.groups().knownGroups("org-1").get(0);
            assertThat(known)
                    .extracting(GroupRow::segmentId, GroupRow::query, GroupRow::refreshInterval, GroupRow::state)
                    .containsExactly("s-1", "q1", "PT1H", GroupRow.State.CREATED);
            mark(store, store.groups().marking("org-1", TWO.segmentName(), null, "q3", "PT1H", GroupRow.State.EXISTS));
            assertThat(store.groups().knownGroups("org-1").get(1).state()).isEqualTo(GroupRow.State.EXISTS);
            TxWork nobody = store.groups().marking("org-9", "x=y", "s", "q", "PT1H", GroupRow.State.CREATED);
            assertThatThrownBy(() -> mark(store, nobody))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("x=y at org-9");
        }
    }

    @Test
    void seg3_theIdentityIsTheSha256OfTheCanonicalForm() {
        // printf 'region=emea' | sha256sum
        assertThat(GroupRow.hash("region=emea"))
                .isEqualTo("6dff0b4a62eabc091e76351c0a595efc154cf071feb7c6baf3e9c6bed4cc028a");
    }

    private static void mark(Store store, TxWork work) throws Exception {
        try (java.sql.Connection connection = store.dataSource().getConnection()) {
            work.apply(connection);
        }
    }
}
