package io.outboundroutes.workflow.engagement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** The lean set against {@link HashSet}. */
class ContactIdsProperties {

    private static final Comparator<String> BY_CODE_POINT = (one, other) ->
            Arrays.compare(one.codePoints().toArray(), other.codePoints().toArray());

    @Provide
    Arbitrary<List<String>> ids() {
        Arbitrary<String> few = Arbitraries.integers().between(0, 400).map(i -> "id-" + i);
        Arbitrary<String> odd = Arbitraries.of("é", "e\u0301", "𝒳", "\uFFFD", "z", "Z", "x".repeat(1000), " a ", "0");
        return Arbitraries.frequencyOf(Tuple.of(9, few), Tuple.of(1, odd))
                .list()
                .ofMaxSize(600);
    }

    @Property(tries = 300)
    void eng2_theSetHoldsWhatAHashSetHolds(@ForAll("ids") List<String> given) {
        ContactIds ids = new ContactIds();
        Set<String> model = new HashSet<>();
        for (String id : given) {
            assertThat(ids.contains(id)).isEqualTo(model.contains(id));
            assertThat(ids.add(id)).isEqualTo(model.add(id));
        }
        assertThat(ids.size()).isEqualTo(model.size());
        assertThat(Lists.list(ids))
                .isEqualTo(model.stream().sorted(BY_CODE_POINT).toList());
        assertThat(ids).containsExactlyElementsOf(given.stream().distinct().toList());
    }

    @Property(tries = 300)
    void eng2_setAlgebraIsThatOfHashSets(@ForAll("ids") List<String> one, @ForAll("ids") List<String> other) {
        ContactIds a = of(one);
        ContactIds b = of(other);
        Set<String> both = new HashSet<>(one);
        both.retainAll(new HashSet<>(other));
        Set<String> difference = new HashSet<>(one);
        difference.removeAll(new HashSet<>(other));

        assertThat(new HashSet<>(Lists.list(a.and(b)))).isEqualTo(both);
        assertThat(new HashSet<>(Lists.list(a.minus(b)))).isEqualTo(difference);
        assertThat(a.and(b).size() + a.minus(b).size()).isEqualTo(a.size());
        assertThat(Lists.list(a.and(b))).isEqualTo(Lists.list(b.and(a)));
    }

    @Property(tries = 200)
    void eng2_whatIsAddedAndRemovedMakesTheDestinationHoldExactlyWhatIsWanted(
            @ForAll("ids") List<String> source, @ForAll("ids") List<String> target) {
        SyncPlan plan = new SyncPlanner(Lists.options(SyncMode.QUALIFIED, null, true, 100))
                .plan(
                        Lists.reading(ListReading.Role.SOURCE, usable(source)),
                        Lists.reading(ListReading.Role.TARGET, usable(target)),
                        null);
        Set<String> after = new HashSet<>(usable(target));
        Lists.list(plan.toAdd()).forEach(id -> assertThat(after.add(id)).isTrue());
        Lists.list(plan.toRemove()).forEach(id -> assertThat(after.remove(id)).isTrue());

        assertThat(after).isEqualTo(new HashSet<>(usable(source)));
    }

    @Example
    void eng1_twoListsOfTwoHundredThousandCostLittle() {
        ContactIds one = new ContactIds();
        ContactIds other = new ContactIds();
        IntStream.range(0, 200_000).mapToObj(ContactIdsProperties::uuid).forEach(one::add);
        IntStream.range(100_000, 300_000).mapToObj(ContactIdsProperties::uuid).forEach(other::add);

        assertThat(one.countIn(other)).isEqualTo(100_000);
        assertThat((one.bytes() + other.bytes()) / 400_000)
                .as("bytes per id of 36 characters")
                .isLessThan(60);
    }

    private static String uuid(int i) {
        return String.format("%08x-0000-4000-8000-%012x", i * 0x9E3779B9, i);
    }

    private static List<String> usable(List<String> ids) {
        return ids.stream().filter(id -> !id.isBlank()).toList();
    }

    private static ContactIds of(List<String> given) {
        ContactIds ids = new ContactIds();
        given.forEach(ids::add);
        return ids;
    }
}
