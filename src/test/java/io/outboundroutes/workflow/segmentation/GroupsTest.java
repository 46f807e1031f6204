package io.outboundroutes.workflow.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.workflow.segmentation.Groups.Added;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GroupsTest {

    @Test
    void seg2_variantsOfAValueAreOneGroup() {
        Groups groups = Make.groups(
                Make.options(),
                List.of(
                        Make.contact("1", "EMEA", "Gold"),
                        Make.contact("2", " emea", "gold "),
                        Make.contact("3", "emea", "GOLD")));

        assertThat(groups.groups()).singleElement().satisfies(group -> {
            assertThat(group.contacts()).isEqualTo(3);
            assertThat(group.spellingsOf("region")).isEqualTo(new Spellings(List.of(" emea", "EMEA"), false));
            assertThat(group.spellingsOf("product_tier").seen()).containsExactly("GOLD", "Gold", "gold ");
        });
    }

    @Test
    void seg4_contactsWithoutAnyAttributeAreCountedAndMakeNoGroup() {
        Groups groups = new Groups(Make.options(), Make.NOW);

        assertThat(groups.add(groups.classify(Make.contact("1", null, " ")))).isEqualTo(Added.UNCLASSIFIED);
        assertThat(groups.add(groups.classify(Map.of("id", "2")))).isEqualTo(Added.UNCLASSIFIED);

        assertThat(groups.size()).isZero();
        assertThat(groups.unclassified()).isEqualTo(2);
        assertThat(groups.contacts()).isEqualTo(2);
    }

    @Test
    void seg6_theNewestBelievableChangeCounts() {
        Groups groups = Make.groups(
                Make.options(),
                List.of(
                        Make.contactAt("1", "emea", "gold", "2026-02-01T00:00:00Z"),
                        Make.contactAt("2", "emea", "gold", "2026-02-03T00:00:00Z"),
                        Make.contactAt("3", "emea", "gold", "2027-01-01T00:00:00Z"),
                        Make.contactAt("4", "emea", "gold", "never"),
                        Make.contactAt("5", "emea", "gold", "2026-02-02T00:00:00Z"),
                        Make.contactAt("6", " ", " ", "never")));

        assertThat(groups.groups())
                .singleElement()
                .satisfies(group -> assertThat(group.newest()).isEqualTo(Instant.parse("2026-02-03T00:00:00Z")));
        assertThat(groups.ignoredTimestamps()).isEqualTo(3);
    }

    @Test
    void all10_rejectedContactsAreCountedByReason() {
        Groups groups = new Groups(Make.options(), Make.NOW);

        assertThat(groups.add(groups.classify("x"))).isEqualTo(Added.REJECTED);
        assertThat(groups.add(groups.classify(Map.of()))).isEqualTo(Added.REJECTED);
        assertThat(groups.add(groups.classify(Map.of()))).isEqualTo(Added.REJECTED);
        assertThat(groups.add(groups.classify(Make.contact("1", List.of(), "gold"))))
                .isEqualTo(Added.REJECTED);

        assertThat(groups.rejected()).isEqualTo(4);
        assertThat(groups.contacts()).isEqualTo(4);
        assertThat(groups.size()).isZero();
        assertThat(groups.rejectedByReason())
                .containsExactly(
                        Map.entry("customAttributes.region is an array or object, not a scalar", 1L),
                        Map.entry("id is missing", 2L),
                        Map.entry("the contact is not an object", 1L));
    }

    @Test
    void all10_everyKindOfContactIsCountedOnce() {
        Groups groups = Make.groups(
                Make.options(),
                List.of(
                        Make.contact("1", "emea", "gold"),
                        Make.contact("2", "", ""),
                        Make.contact("3", List.of(), "gold"),
                        Make.contact("4", "emea", "gold")));

        assertThat(groups.contacts()).isEqualTo(4);
        assertThat(groups.rejected()).isEqualTo(1);
        assertThat(groups.unclassified()).isEqualTo(1);
        assertThat(groups.groups())
                .singleElement()
                .satisfies(group -> assertThat(group.contacts()).isEqualTo(2));
    }

    @Test
    void seg8_spellingsKeptPerGroupAreBounded() {
        Groups groups = new Groups(Make.options(4), Make.NOW);
        for (int i = 9; i > 0; i--) {
            groups.add(groups.classify(Make.contact("p" + i, "emea" + " ".repeat(i), "gold")));
            groups.add(groups.classify(Make.contact("b" + i, " ".repeat(i), "silver")));
        }

        assertThat(groups.groups()).hasSize(2).allSatisfy(group -> {
            boolean gold = group.identity().pairs().containsValue("gold");
            assertThat(group.spellingsOf("region").more()).isTrue();
            assertThat(group.spellingsOf("region").seen())
                    .isEqualTo(gold ? List.of("emea ", "emea  ", "emea   ") : List.of(" ", "  ", "   ", "    "));
        });
    }
}
