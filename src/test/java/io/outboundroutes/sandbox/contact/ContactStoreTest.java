package io.outboundroutes.sandbox.contact;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outboundroutes.sandbox.query.Matching;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ContactStoreTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final ContactStore store = new ContactStore(new ContactGenerator(1, NOW), 500, Matching.DEFAULT);

    @Test
    void newestFirstIsTheOrderAndTiesAreOrderedById() {
        store.replace(List.of(
                contact("b", "2026-01-01T00:00:00Z"),
                contact("d", "2026-01-02T00:00:00Z"),
                contact("a", "2026-01-01T00:00:00Z"),
                contact("c", "1767225600000x")));

        assertThat(store.ids("id:*")).containsExactly("d", "a", "b", "c");
        assertThat(ids(new Sort(true, false))).containsExactly("c", "a", "b", "d");
        assertThat(ids(new Sort(false, true))).containsExactly("d", "c", "b", "a");
        assertThat(ids(new Sort(false, false))).containsExactly("a", "b", "c", "d");
    }

    @Test
    void touchedContactsComeFirstAndTheOthersKeepTheirOrder() {
        List<String> before = store.ids("status:ready");
        List<String> touched = store.touchLast("status:ready", 3, NOW);

        assertThat(touched).isEqualTo(before.subList(before.size() - 3, before.size()));
        List<String> after = store.ids("status:ready");
        assertThat(after.subList(0, 3)).containsExactlyInAnyOrderElementsOf(touched);
        assertThat(after.subList(3, after.size())).isEqualTo(before.subList(0, before.size() - 3));
        assertThat(store.page("status:ready", Sort.NEWEST_FIRST, 1, 1)
                        .contacts()
                        .get(0)
                        .updatedMillis())
                .isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void contactsAreTouchedByIdWhereverTheyCameFrom() {
        store.add(contact("mine", "2020-01-01T00:00:00Z"));
        String inserted = store.insertNewest(NOW.plusSeconds(1));
        String last = store.ids("status:ready").get(100);

        assertThat(store.touch(List.of("mine", last, inserted, "none"), NOW.plusSeconds(2)))
                .containsExactlyInAnyOrder("mine", last, inserted);
        assertThat(store.ids("id:*").subList(0, 3)).containsExactlyInAnyOrder("mine", last, inserted);
    }

    @Test
    void insertedContactsAreAllSelectedAndAllDifferent() {
        String base = "status:ready AND customAttribute1:premium AND region:* AND product_tier:*";
        int before = store.count(base);
        List<String> inserted = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            inserted.add(store.insertNewest(NOW.plusSeconds(i)));
        }

        assertThat(inserted).doesNotHaveDuplicates();
        assertThat(store.count(base)).isEqualTo(before + 40);
        assertThat(store.ids(base).get(0)).isEqualTo(inserted.get(39));
    }

    @Test
    void resetBringsTheFirstContactsBack() {
        List<String> before = store.ids("id:*");
        store.touchLast("id:*", 5, NOW);
        store.insertNewest(NOW);
        store.replace(List.of());
        assertThat(store.size()).isZero();

        store.reset();
        assertThat(store.ids("id:*")).isEqualTo(before);
    }

    @Test
    void aPageAfterTheLastIsEmptyAndStillTellsTheTotal() {
        assertThat(store.page("id:*", Sort.NEWEST_FIRST, 3, 250)).isEqualTo(new ContactPage(List.of(), 500));
        assertThat(store.page("id:*", Sort.NEWEST_FIRST, Integer.MAX_VALUE, 250).contacts())
                .isEmpty();
    }

    private List<String> ids(Sort sort) {
        return store.page("id:*", sort, 1, 250).contacts().stream()
                .map(Contact::id)
                .toList();
    }

    private static ObjectNode contact(String id, String updated) {
        return JSON.createObjectNode().put("id", id).put("status", "ready").put("updatedTimestamp", updated);
    }
}
