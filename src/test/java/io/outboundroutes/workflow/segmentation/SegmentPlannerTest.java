package io.outboundroutes.workflow.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outboundroutes.workflow.segmentation.KnownSegment.Presence;
import io.outboundroutes.workflow.segmentation.PlannedSegment.Decision;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentPlannerTest {

    // printf '%s' 'emea|gold' | sha256sum | cut -c1-16
    private static final String KEY = "ebdc1964afb47221";
    // printf '%s' 'product_tier=gold|region=emea' | sha256sum | cut -c1-8
    private static final String SUFFIX = "96c9322e";
    // printf '%s' 'product_tier=emea|region=gold' | sha256sum | cut -c1-8
    private static final String SWAPPED_SUFFIX = "f544392d";

    private static final String CANONICAL = "product_tier=gold|region=emea";
    private static final String SWAPPED_CANONICAL = "product_tier=emea|region=gold";

    private static final Map<String, Object> CONTACT = Make.contact("1", "emea", "gold");
    private static final Map<String, Object> SWAPPED = Make.contact("2", "gold", "emea");

    @Test
    void seg3_aGroupAloneHasTheGuidesPlainName() {
        SegmentPlan plan = Make.plan(Make.options(), List.of(CONTACT), List.of());

        assertThat(plan.segments())
                .containsExactly(new PlannedSegment(
                        KEY,
                        KEY,
                        CANONICAL,
                        "Auto_Segment_" + KEY,
                        "(status:ready) AND region:emea AND product_tier:gold",
                        "PT24H",
                        1,
                        Decision.CREATE,
                        null,
                        null));
        assertThat(plan.groups()).isEqualTo(1);
        assertThat(plan.collisions()).isZero();
        assertThat(plan.warnings()).isEmpty();
    }

    @Test
    void seg3_ofCollidingGroupsTheSmallestCanonicalFormHasThePlainName() {
        SegmentPlan plan = Make.plan(Make.options(), List.of(CONTACT, SWAPPED), List.of());

        assertThat(keys(plan)).isEqualTo(Map.of(SWAPPED_CANONICAL, KEY, CANONICAL, KEY + "-" + SUFFIX));
        assertThat(plan.collisions()).isEqualTo(1);
        assertThat(plan.warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo("group-key-collision");
            assertThat(warning.message())
                    .contains(KEY + "-" + SUFFIX, "region", "product_tier")
                    .doesNotContain("emea");
        });
    }

    @Test
    void seg3_aMissingAttributeAndAPipeCollideToo() {
        SegmentPlan plan = Make.plan(
                Make.options(),
                List.of(
                        Make.contact("1", "a", null),
                        Make.contact("2", null, "a"),
                        Make.contact("3", "b|a", null),
                        Make.contact("4", "b", "a"),
                        Make.contact("5", "a", "b")),
                List.of());

        // printf '%s' 'a' | sha256sum: ca978112ca1bbdca…; 'b|a' is sorted only as two values: a|b 0eab8a0a3380abf4
        assertThat(plan.groups()).isEqualTo(5);
        assertThat(plan.collisions()).isEqualTo(2);
        assertThat(keys(plan))
                .containsEntry("product_tier=a", "ca978112ca1bbdca")
                .containsEntry("product_tier=a|region=b", "0eab8a0a3380abf4")
                // printf '%s' 'product_tier=b|region=a' | sha256sum | cut -c1-8
                .containsEntry("product_tier=b|region=a", "0eab8a0a3380abf4-2babb407");
    }

    @Test
    void seg3_thePlainNameStaysWithTheGroupTheStoreKnowsUnderIt() {
        List<KnownSegment> known = created(Make.plan(Make.options(), List.of(CONTACT), List.of()));

        SegmentPlan plan = Make.plan(Make.options(), List.of(SWAPPED, CONTACT), known);

        assertThat(keys(plan)).isEqualTo(Map.of(CANONICAL, KEY, SWAPPED_CANONICAL, KEY + "-" + SWAPPED_SUFFIX));
    }

    @Test
    void seg3_aSuffixedNameIsStableAndThePlainOneIsNotGivenAway() {
        List<KnownSegment> known = created(Make.plan(Make.options(), List.of(SWAPPED, CONTACT), List.of()));

        SegmentPlan without = Make.plan(Make.options(), List.of(CONTACT), known);
        SegmentPlan only = Make.plan(Make.options(), List.of(CONTACT), List.of(known.get(1)));
        SegmentPlan taken = Make.plan(Make.options(), List.of(CONTACT), List.of(known.get(0)));

        assertThat(known.get(1).canonical()).isEqualTo(CANONICAL);
        assertThat(keys(without)).isEqualTo(Map.of(CANONICAL, KEY + "-" + SUFFIX));
        assertThat(keys(only)).isEqualTo(Map.of(CANONICAL, KEY + "-" + SUFFIX));
        assertThat(keys(taken)).isEqualTo(Map.of(CANONICAL, KEY + "-" + SUFFIX));
        assertThat(without.collisions()).isEqualTo(1);
    }

    @Test
    void seg3_aTakenSuffixGrows() {
        KnownSegment plain = known("other=1", KEY);
        KnownSegment suffixed = known("other=2", KEY + "-" + SUFFIX);

        SegmentPlan plan = Make.plan(Make.options(), List.of(CONTACT), List.of(plain, suffixed));

        // printf '%s' 'product_tier=gold|region=emea' | sha256sum | cut -c1-16
        assertThat(keys(plan)).isEqualTo(Map.of(CANONICAL, KEY + "-96c9322e732d8282"));
    }

    @Test
    void seg3_namedKeysNeverCollideAndSwitchingTheStyleRenames() {
        SegmentationOptions named = Make.options(GroupKeyStyle.NAMED, QueryStyle.EXACT, false);
        List<KnownSegment> known = created(Make.plan(Make.options(), List.of(CONTACT), List.of()));

        SegmentPlan plan = Make.plan(named, List.of(CONTACT, SWAPPED), known);
        SegmentPlan back = Make.plan(Make.options(), List.of(CONTACT), created(plan));

        assertThat(keys(plan)).isEqualTo(Map.of(CANONICAL, "96c9322e732d8282", SWAPPED_CANONICAL, "f544392defb74ca5"));
        assertThat(plan.collisions()).isZero();
        assertThat(plan.warnings()).isEmpty();
        assertThat(plan.obsolete()).singleElement().satisfies(obsolete -> {
            assertThat(obsolete.known().groupKey()).isEqualTo(KEY);
            assertThat(obsolete.reason()).contains("segmentation.group-key");
        });
        assertThat(keys(back)).isEqualTo(Map.of(CANONICAL, KEY));
    }

    @Test
    void seg3_aStoreWithOneKeyForTwoGroupsIsAnError() {
        assertThatThrownBy(() -> Make.plan(
                        Make.options(), List.of(CONTACT), List.of(known("other=1", KEY), known("other=2", KEY))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two groups under the key " + KEY);
    }

    @Test
    void seg5_aRefusedGroupDoesNotStopTheOthers() {
        // Both join to the same text, so that they compete for a key as others do.
        Map<String, Object> refused = Make.contact("8", "b\u0000", "a");
        Map<String, Object> alsoRefused = Make.contact("9", "a", "b\u0000");

        SegmentPlan plan = Make.plan(Make.options(), List.of(refused, alsoRefused, CONTACT), List.of());

        assertThat(plan.segments())
                .filteredOn(segment -> segment.decision() == Decision.REFUSED)
                .hasSize(2)
                .allSatisfy(segment -> {
                    assertThat(segment.query()).isEmpty();
                    assertThat(segment.reason()).contains("U+0000");
                });
        assertThat(plan.toCreate()).isEqualTo(1);
    }

    @Test
    void seg4_unclassifiedContactsAreAWarning() {
        SegmentPlan plan = Make.plan(
                Make.options(), List.of(CONTACT, Make.contact("2", null, null), Map.of("id", "3")), List.of());

        assertThat(plan.segments()).hasSize(1);
        assertThat(plan.warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo("unclassified-contacts");
            assertThat(warning.message()).startsWith("2 contacts have none of the attributes region, product_tier");
        });
    }

    @Test
    void all10_rejectedContactsAreAWarningPerReason() {
        SegmentPlan plan = Make.plan(Make.options(), List.of(CONTACT, Map.of()), List.of());

        assertThat(plan.warnings())
                .containsExactly(
                        new PlanWarning("rejected-contacts", "1 contacts were rejected and left out: id is missing"));
    }

    @Test
    void all12_anEmptyReadIsAWarning() {
        SegmentPlan plan = Make.plan(Make.options(), List.of(), List.of());

        assertThat(plan.segments()).isEmpty();
        assertThat(plan.warnings()).extracting(PlanWarning::code).containsExactly("empty-read");
    }

    @Test
    void seg7_whatIsCreatedAndUnchangedIsNotPostedAgainUnlessAsked() {
        List<KnownSegment> known = created(Make.plan(Make.options(), List.of(CONTACT), List.of()));

        SegmentPlan plan = Make.plan(Make.options(), List.of(CONTACT), known);
        SegmentPlan again =
                Make.plan(Make.options(GroupKeyStyle.GUIDE, QueryStyle.EXACT, true), List.of(CONTACT), known);

        assertThat(plan.segments()).singleElement().satisfies(segment -> {
            assertThat(segment.decision()).isEqualTo(Decision.UNCHANGED);
            assertThat(segment.segmentId()).isEqualTo("seg-" + KEY);
        });
        assertThat(plan.toCreate()).isZero();
        assertThat(again.segments()).extracting(PlannedSegment::decision).containsExactly(Decision.CREATE);
    }

    @Test
    void seg7_whatIsNamedButNotCreatedIsPosted() {
        KnownSegment named = known(CANONICAL, KEY);

        SegmentPlan plan = Make.plan(Make.options(), List.of(CONTACT), List.of(named));

        assertThat(plan.segments()).extracting(PlannedSegment::decision).containsExactly(Decision.CREATE);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            same              | emea | 2026-01-01T00:00:00Z | UNCHANGED | -
            younger data      | emea | 2026-03-01T11:00:00Z | DIFFERS   | refreshInterval: PT24H → PT1H
            another spelling  | EMEA | 2026-01-01T00:00:00Z | DIFFERS   | query: (status:ready) AND region:emea AND product_tier:gold → (status:ready) AND (region:emea OR region:EMEA) AND product_tier:gold
            both              | EMEA | 2026-03-01T06:00:00Z | DIFFERS   | query: (status:ready) AND region:emea AND product_tier:gold → (status:ready) AND (region:emea OR region:EMEA) AND product_tier:gold; refreshInterval: PT24H → PT4H
            """)
    void seg7_whatIsKnownButDifferentDiffersAndSaysHow(
            String name, String region, String updated, Decision decision, String reason) {
        List<KnownSegment> known = created(Make.plan(Make.options(), List.of(CONTACT), List.of()));

        SegmentPlan plan = Make.plan(Make.options(), List.of(Make.contactAt("1", region, "gold", updated)), known);

        assertThat(plan.segments()).singleElement().satisfies(segment -> {
            assertThat(segment.decision()).isEqualTo(decision);
            assertThat(segment.reason()).isEqualTo(reason);
        });
    }

    @Test
    void seg7_createdGroupsThatNoLongerOccurAreObsolete() {
        SegmentPlan first = Make.plan(Make.options(), List.of(CONTACT, Make.contact("9", "apac", "gold")), List.of());
        List<KnownSegment> known = new ArrayList<>(created(first));
        known.add(known("never=created", "0123456789abcdef"));

        SegmentPlan plan = Make.plan(Make.options(), List.of(CONTACT), known);

        assertThat(plan.segments()).hasSize(1);
        assertThat(plan.obsolete()).singleElement().satisfies(obsolete -> {
            assertThat(obsolete.known().canonical()).isEqualTo("product_tier=gold|region=apac");
            assertThat(obsolete.reason()).contains("any more");
        });
    }

    @ParameterizedTest(name = "{0}: obsolete {1}")
    @CsvSource({"NAMED, false", "CREATED, true", "EXISTS, true"})
    void seg7_aGroupThatNoLongerOccursIsObsoleteWheneverItsSegmentIsThere(Presence presence, boolean obsolete) {
        KnownSegment gone = new KnownSegment(
                "region=apac", "0123456789abcdef", "0123456789abcdef", "Auto_Segment_x", "q", "PT1H", null, presence);

        SegmentPlan plan = Make.plan(Make.options(), List.of(CONTACT), List.of(gone));

        assertThat(plan.obsolete()).extracting(ObsoleteSegment::known).isEqualTo(obsolete ? List.of(gone) : List.of());
        assertThat(plan.obsolete())
                .allSatisfy(one -> assertThat(one.reason().contains("its query is not known"))
                        .isEqualTo(presence == Presence.EXISTS));
    }

    @Property(tries = 200)
    void seg3_arrivalOrderNeverMatters(@ForAll("contacts") List<Map<String, Object>> contacts, @ForAll Random random) {
        List<Map<String, Object>> shuffled = new ArrayList<>(contacts);
        Collections.shuffle(shuffled, random);
        int half = contacts.size() / 2;
        List<KnownSegment> known = created(Make.plan(Make.options(2), contacts.subList(0, half), List.of()));
        List<KnownSegment> turned = new ArrayList<>(known);
        Collections.reverse(turned);

        SegmentPlan plan = Make.plan(Make.options(2), contacts, known);

        assertThat(Make.plan(Make.options(2), shuffled, turned)).isEqualTo(plan);
        assertThat(plan.segments()).extracting(PlannedSegment::groupKey).doesNotHaveDuplicates();
        assertThat(plan.segments()).extracting(PlannedSegment::segmentName).isSorted();
    }

    /** Few letters, so that spellings, swaps, pipes and blanks meet often; ids are distinct. */
    @Provide
    Arbitrary<List<Map<String, Object>>> contacts() {
        Arbitrary<String> value =
                Arbitraries.of("a", "A", " a", "b", "a|b", "b|a", "a|A", "", " ", "\u00a0", "a\u0000");
        Arbitrary<Integer> hours = Arbitraries.integers().between(0, 60);
        return Combinators.combine(value, value, hours)
                .as((region, tier, age) -> Make.contactAt(
                        "", region, tier, Make.NOW.minusSeconds(3600L * age).toString()))
                .list()
                .ofMinSize(1)
                .ofMaxSize(30)
                .map(SegmentPlannerTest::numbered);
    }

    private static List<Map<String, Object>> numbered(List<Map<String, Object>> contacts) {
        for (int i = 0; i < contacts.size(); i++) {
            contacts.get(i).put("id", i);
        }
        return contacts;
    }

    private static Map<String, String> keys(SegmentPlan plan) {
        Map<String, String> keys = new LinkedHashMap<>();
        plan.segments().forEach(segment -> keys.put(segment.canonical(), segment.groupKey()));
        return keys;
    }

    private static List<KnownSegment> created(SegmentPlan plan) {
        return plan.segments().stream()
                .filter(segment -> segment.decision() != Decision.REFUSED)
                .map(Make::created)
                .toList();
    }

    private static KnownSegment known(String canonical, String key) {
        return new KnownSegment(
                canonical, key.substring(0, 16), key, "Auto_Segment_" + key, "", "PT24H", null, Presence.NAMED);
    }
}
