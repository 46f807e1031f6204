package io.outboundroutes.workflow.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outboundroutes.workflow.engagement.ListReading.Role;
import io.outboundroutes.workflow.engagement.SyncPlan.PlanWarning;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyncPlannerTest {

    /** Source and target hold contacts that qualify and are active. {@code -} is no list of its own. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            the guide posts what is on both to the target      | INTERSECT | a b c | b c d | -   | false | b c | none  | 0
            a destination gets only what is not on it          | INTERSECT | a b c | b c d | c x | false | b   | none  | 1
            nothing in common                                  | INTERSECT | a     | b     | -   | false | none | none | 0
            removal from the target                            | INTERSECT | a b c | b c d | -   | true  | b c | d     | 0
            removal from a destination                         | INTERSECT | a b c | b c d | c x | true  | b   | x     | 1
            qualified posts what the target lacks              | QUALIFIED | a b c | b c d | -   | false | a   | none  | 1
            qualified with removal                             | QUALIFIED | a b c | b c d | -   | true  | a   | d     | 1
            qualified on a target that holds them already      | QUALIFIED | a b   | a b   | -   | true  | none | none | 0
            """)
    void eng2_whatIsPostedAndWhatIsTakenOff(
            String name,
            SyncMode mode,
            String source,
            String target,
            String destination,
            boolean remove,
            String toAdd,
            String toRemove,
            long newThere) {
        boolean own = !destination.equals("-");
        SyncPlan plan = new SyncPlanner(Lists.options(mode, own ? "destination" : null, remove, 100))
                .plan(
                        Lists.source(words(source)),
                        Lists.target(words(target)),
                        own ? Lists.destination(words(destination)) : null);

        assertThat(Lists.list(plan.toAdd())).containsExactly(words(toAdd));
        assertThat(Lists.list(plan.toRemove())).containsExactly(words(toRemove));
        assertThat(plan.counts()).containsEntry("newAtDestination", newThere);
        assertThat(plan.refusal()).isNull();
    }

    private static String[] words(String text) {
        return text.equals("none") ? new String[0] : text.split(" ");
    }

    @Test
    void eng1_onlyWhoIsActiveOnTheTargetIsPosted() {
        ListReading target = new ListReading(Role.TARGET, Lists.RULE);
        target.add(Lists.contact("a", 5, " active "));
        target.add(Lists.contact("b", 80, "ARCHIVED"));
        target.add(Lists.contact("c", null, null));
        SyncPlan plan = planner(SyncMode.INTERSECT, null).plan(Lists.source("a", "b", "c"), target, null);

        assertThat(Lists.list(plan.toAdd())).containsExactly("a", "c");
        assertThat(plan.counts()).containsEntry("intersection", 2L);
    }

    @Test
    void eng2_qualifiedDoesNotPostAgainWhoIsArchivedOnTheTarget() {
        ListReading target = new ListReading(Role.TARGET, Lists.RULE);
        target.add(Lists.contact("a", 80, "ARCHIVED"));
        SyncPlan plan = planner(SyncMode.QUALIFIED, null).plan(Lists.source("a", "b"), target, null);

        assertThat(Lists.list(plan.toAdd())).containsExactly("b");
    }

    @Test
    void eng2_postingToTheTargetItselfIsSaidToChangeNothing() {
        SyncPlan self = planner(SyncMode.INTERSECT, null).plan(Lists.source("a"), Lists.target("a"), null);
        assertThat(self.warnings()).extracting(PlanWarning::code).containsExactly("nothing-new");

        SyncPlan other = planner(SyncMode.INTERSECT, "destination")
                .plan(Lists.source("a"), Lists.target("a"), Lists.destination("x"));
        assertThat(other.warnings()).isEmpty();
    }

    /** Ten contacts are on the target; the source holds so many of them. */
    @ParameterizedTest(name = "{0} of 10 leave, {1} % may")
    @CsvSource({
        "2, 20, true",
        "3, 20, false",
        "3, 30, true",
        "10, 99.9, false",
        "10, 100, true",
        "0, 0, true",
        "1, 0, false"
    })
    void eng2_neverMoreThanMaxRemovalIsTakenOff(int leave, BigDecimal percent, boolean allowed) {
        List<String> there = IntStream.range(0, 10).mapToObj(i -> "id" + i).toList();
        SyncOptions options = new SyncOptions(
                "source",
                "target",
                null,
                SyncMode.INTERSECT,
                BigDecimal.ONE,
                BigDecimal.TEN.pow(2),
                true,
                percent,
                500,
                1_000_000,
                1000);
        SyncPlan plan = new SyncPlanner(options)
                .plan(Lists.reading(Role.SOURCE, there.subList(leave, 10)), Lists.reading(Role.TARGET, there), null);

        assertThat(plan.toRemove().size()).isEqualTo(leave);
        if (allowed) {
            assertThat(plan.refusal()).isNull();
        } else {
            assertThat(plan.refusal())
                    .contains(leave + " of 10", "engagement.max-removal", "target", "nothing was written");
        }
    }

    @Test
    void eng2_anEmptySourceNeverEmptiesTheTarget() {
        SyncPlan plan = new SyncPlanner(Lists.options(SyncMode.QUALIFIED, null, true, 20))
                .plan(Lists.source(), Lists.target("a", "b"), null);
        assertThat(plan.refusal()).contains("2 of 2");
    }

    @ParameterizedTest(name = "{0}, unreadable in source {1}, in target {2}, removal {3}: refused {4}")
    @CsvSource({
        "INTERSECT, true,  false, true,  true",
        "INTERSECT, false, true,  true,  true",
        "QUALIFIED, true,  false, true,  true",
        "QUALIFIED, false, true,  true,  false",
        "INTERSECT, true,  true,  false, false"
    })
    void eng2_nobodyIsTakenOffWhileAContactThatWasReadCouldNotBeTold(
            SyncMode mode, boolean inSource, boolean inTarget, boolean remove, boolean refused) {
        ListReading source = Lists.source("a", "b");
        ListReading target = Lists.target("a", "b", "c");
        if (inSource) {
            source.add(Lists.contact(7, 80, null));
        }
        if (inTarget) {
            target.add(Lists.contact(7, 80, null));
        }

        String refusal = new SyncPlanner(Lists.options(mode, null, remove, 100))
                .plan(source, target, null)
                .refusal();

        assertThat(refusal != null).as(refusal).isEqualTo(refused);
        if (refused) {
            assertThat(refusal).contains("1 contacts off the list", "nothing was written", "engagement.remove=false");
        }
    }

    @Test
    void all23_moreThanMaxPostedIsRefused() {
        SyncOptions options = new SyncOptions(
                "source",
                "target",
                null,
                SyncMode.INTERSECT,
                BigDecimal.ONE,
                BigDecimal.TEN.pow(2),
                false,
                BigDecimal.TEN,
                500,
                2,
                1000);
        String[] three = {"a", "b", "c"};
        assertThat(new SyncPlanner(options)
                        .plan(Lists.source(three), Lists.target(three), null)
                        .refusal())
                .contains("3 contacts", "engagement.max-posted=2", "nothing was written");
        assertThat(new SyncPlanner(options)
                        .plan(Lists.source("a", "b"), Lists.target(three), null)
                        .refusal())
                .isNull();
    }

    @Test
    void eng1_oddScoresAndBadContactsAndEmptyListsAreTold() {
        ListReading source = new ListReading(Role.SOURCE, Lists.RULE);
        source.add(Lists.contact("a", null, null));
        source.add(Lists.contact("b", "high", null));
        source.add(Lists.contact("c", 200, null));
        source.add(Lists.contact(7, 80, null));
        SyncPlan plan = planner(SyncMode.INTERSECT, null).plan(source, Lists.target(), null);

        assertThat(plan.warnings())
                .extracting(PlanWarning::code)
                .containsExactly("rejected-contacts", "unusable-scores", "empty-read");
        assertThat(plan.warnings().get(1).message()).contains("3 contacts", "0 missing, 1 null, 2 odd");
        assertThat(plan.counts())
                .containsEntry("sourceRead", 4L)
                .containsEntry("sourceQualified", 0L)
                .containsEntry("targetRead", 0L);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            source and target are one list | s | s | - | INTERSECT | 75  | 500  | source and target must differ
            the destination is the source  | s | t | s | INTERSECT | 75  | 500  | engagement.destination-list-id
            qualified with a destination   | s | t | d | QUALIFIED | 75  | 500  | engagement.mode=qualified
            no threshold that qualifies    | s | t | - | INTERSECT | 101 | 500  | engagement.min-score
            a negative threshold           | s | t | - | INTERSECT | -1  | 500  | engagement.min-score
            a chunk of nothing             | s | t | - | INTERSECT | 75  | 0    | engagement.chunk-size
            a chunk above the limit        | s | t | - | INTERSECT | 75  | 1001 | expected 1 to 1000
            """)
    void eng2_choicesThatCannotBeMeantAreRefused(
            String name,
            String source,
            String target,
            String destination,
            SyncMode mode,
            BigDecimal min,
            int chunk,
            String told) {
        assertThatThrownBy(() -> new SyncOptions(
                        source,
                        target,
                        destination.equals("-") ? null : destination,
                        mode,
                        min,
                        BigDecimal.valueOf(100),
                        false,
                        BigDecimal.valueOf(20),
                        chunk,
                        1_000_000,
                        1000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(told);
    }

    @Test
    void eng2_aDestinationThatIsTheTargetIsNoListOfItsOwn() {
        SyncOptions options = Lists.options(SyncMode.INTERSECT, "target", false, 20);
        assertThat(options.hasOwnDestination()).isFalse();
        assertThat(options.destination()).isEqualTo("target");
        assertThat(Arrays.stream(SyncMode.values())
                        .map(mode -> SyncMode.parse(mode.name().toLowerCase(Locale.ROOT))))
                .containsExactly(SyncMode.values());
        assertThatThrownBy(() -> SyncMode.parse("both")).hasMessageContaining("expected intersect or qualified");
    }

    private static SyncPlanner planner(SyncMode mode, String destination) {
        return new SyncPlanner(Lists.options(mode, destination, false, 20));
    }
}
