package io.outboundroutes.workflow.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentationOptionsTest {

    @Test
    void seg1_defaultsAreTheGuides() {
        SegmentationOptions options = SegmentationOptions.defaults();

        assertThat(options.attributes()).containsExactly("region", "product_tier");
        assertThat(options.baseQuery())
                .isEqualTo("status:ready AND customAttribute1:premium"
                        + " AND updatedTimestamp:[2023-01-01T00:00:00.000Z TO *]");
        assertThat(options.maxSpellings()).isEqualTo(20);
        assertThat(options.groupKey()).isEqualTo(GroupKeyStyle.GUIDE);
        assertThat(options.queryStyle()).isEqualTo(QueryStyle.EXACT);
        assertThat(options.again()).isFalse();
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("no attribute", List.of(), "a:b", 20, "segmentation.attributes: no attribute is named"),
                Arguments.of("blank name", List.of("a", " "), "a:b", 20, "an attribute name is blank"),
                Arguments.of("named twice", List.of("a", "a"), "a:b", 20, "'a' is named twice"),
                Arguments.of("control in a name", List.of("a\nb"), "a:b", 20, "holds a control character"),
                Arguments.of("blank query", List.of("a"), "  ", 20, "segmentation.query: is blank"),
                Arguments.of("line break in query", List.of("a"), "a:b\nAND c:d", 20, "write it on one line"),
                Arguments.of("bracket open", List.of("a"), "(a:b", 20, "not balanced in '(a:b'"),
                Arguments.of("bracket upside down", List.of("a"), "a:b) OR (c:d", 20, "not balanced"),
                Arguments.of("quote open", List.of("a"), "a:\"b", 20, "not balanced"),
                Arguments.of("no spelling", List.of("a"), "a:b", 0, "segmentation.max-spellings: 0 is out of range"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void wrongChoicesAreNamed(String name, List<String> attributes, String query, int spellings, String message) {
        assertThatThrownBy(() -> options(attributes, query, spellings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void allProblemsAreToldAtOnce() {
        assertThatThrownBy(() -> options(List.of(), "", 0))
                .hasMessageContaining("segmentation.attributes")
                .hasMessageContaining("segmentation.query")
                .hasMessageContaining("segmentation.max-spellings");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:\")\"", "a:\\(", "(a:b OR (c:d))", "a:\"x\\\"y\"", "t:[2023 TO *]"})
    void quotedAndEscapedBracketsDoNotCount(String query) {
        assertThatCode(() -> options(List.of("a"), query, 20)).doesNotThrowAnyException();
    }

    @Test
    void choicesAreReadCaseBlindAndRefusedWithTheKnownOnes() {
        assertThat(GroupKeyStyle.parse(" Named ")).isEqualTo(GroupKeyStyle.NAMED);
        assertThat(QueryStyle.parse("guide")).isEqualTo(QueryStyle.GUIDE);
    }

    private static SegmentationOptions options(List<String> attributes, String query, int spellings) {
        return new SegmentationOptions(
                attributes, query, GroupKeyStyle.GUIDE, QueryStyle.EXACT, RefreshTiers.DEFAULT, spellings, false);
    }
}
