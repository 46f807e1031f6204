package io.outboundroutes.workflow.engagement;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.workflow.engagement.ListReading.Role;
import io.outboundroutes.workflow.engagement.ScoreRule.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListReadingTest {

    @Test
    void eng1_theSourceKeepsWhoQualifiesAndCountsTheRest() {
        ListReading source = new ListReading(Role.SOURCE, Lists.RULE);
        source.add(Lists.contact("a", 80, "ACTIVE"));
        source.add(Lists.contact("b", 10, "ACTIVE"));
        source.add(Lists.contact("c", 99, "ARCHIVED"));
        source.add(Lists.contact("d", null, "ACTIVE"));
        source.add(Lists.contact("e", "high", "ACTIVE"));
        source.add(Map.of("id", "f"));

        assertThat(Lists.list(source.ids())).containsExactly("a");
        assertThat(source.received()).isEqualTo(6);
        for (Verdict verdict : Verdict.values()) {
            assertThat(source.count(verdict)).as(verdict.name()).isEqualTo(1);
        }
    }

    @Test
    void eng1_theTargetKeepsEveryIdAndKnowsWhoIsActive() {
        ListReading target = new ListReading(Role.TARGET, Lists.RULE);
        target.add(Lists.contact("a", null, "ACTIVE"));
        target.add(Lists.contact("b", 80, "ARCHIVED"));
        target.add(Map.of("id", "c"));

        assertThat(Lists.list(target.ids())).containsExactly("a", "b", "c");
        assertThat(target.isActive("a")).isTrue();
        assertThat(target.isActive("b")).isFalse();
        assertThat(target.isActive("c")).isTrue();
        assertThat(target.isActive("d")).isFalse();
    }

    @Test
    void all10_aContactWithoutAUsableIdIsRejectedWholeAndCounted() {
        ListReading target = new ListReading(Role.TARGET, Lists.RULE);
        List<Object> bad = List.of(
                "text",
                List.of(),
                Map.of(),
                Map.of("id", 5),
                Map.of("id", " "),
                Map.of("id", ""),
                Map.of("id", "a\nb"),
                Map.of("id", "x".repeat(2000)),
                Map.of("id", "\uD800"),
                Map.of("id", List.of("a")));
        bad.forEach(target::add);
        target.add(null);

        assertThat(target.rejected()).isEqualTo(target.received()).isEqualTo(bad.size() + 1L);
        assertThat(target.ids().isEmpty()).isTrue();
    }

    @ParameterizedTest(name = "{0} before, {1} after, {2} read")
    @CsvSource({
        "3,  3,  3, true",
        "3,  3,  2, false",
        "3,  4,  3, false",
        "3,  4,  4, false",
        "4,  3,  3, false",
        "3,  ,   3, false",
        "  , 3,  3, false",
        "  ,  ,  3, true",
        "0,  0,  0, true",
    })
    void all9_whatWasReadFitsTheVendorsCountBeforeAndAfter(Long before, Long after, int read, boolean fits) {
        ListReading source = new ListReading(Role.SOURCE, Lists.RULE);
        for (int i = 0; i < read; i++) {
            source.add(Lists.contact("id" + i, 80, null));
        }
        assertThat(source.addsUp(before, after)).isEqualTo(fits);
    }
}
