package io.outboundroutes.platform.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PageStyleTest {

    private static final List<Object> ONE = List.of("a");

    static Stream<Arguments> pages() {
        return Stream.of(
                Arguments.of("page-number", null, Map.of("pageNumber", 1), Map.of("i", ONE, "pageCount", 2), 2),
                Arguments.of("page-number", 2, Map.of("pageNumber", 2), Map.of("i", ONE, "pageCount", 2), null),
                Arguments.of(
                        "page-number", null, Map.of("pageNumber", 1), Map.of("i", List.of(), "pageCount", 0), null),
                Arguments.of("cursor", null, Map.of(), Map.of("i", ONE, "nextPageCursor", "x"), "x"),
                Arguments.of("cursor", "x", Map.of("cursor", "x"), Map.of("i", ONE, "nextPageCursor", ""), null),
                Arguments.of("cursor", "x", Map.of("cursor", "x"), Map.of("i", ONE), null),
                Arguments.of("offset", null, Map.of("start", 0L), Map.of("i", ONE), 1L),
                Arguments.of("offset", 7L, Map.of("start", 7L), Map.of("i", ONE), 8L),
                Arguments.of("offset", 7L, Map.of("start", 7L), Map.of("i", List.of()), null));
    }

    @ParameterizedTest(name = "{0} from {1}")
    @MethodSource("pages")
    void all9_eachStyleAsksAndEndsAsItsGuide(
            String name,
            @Nullable Object next,
            Map<String, Object> asked,
            Map<String, Object> answer,
            Object following) {
        PageStyle style = PageStyle.named(name, "i");

        assertThat(style.fields(next, Map.of())).isEqualTo(asked);
        assertThat(style.page(next, asked, answer).next()).isEqualTo(following);
    }

    static Stream<Arguments> unusable() {
        return Stream.of(
                Arguments.of("page-number", Map.of("i", ONE), "no 'pageCount'"),
                Arguments.of("page-number", Map.of("i", ONE, "pageCount", "2"), "'pageCount' is not a whole number"),
                Arguments.of("page-number", Map.of("i", ONE, "pageCount", 2, "pageNumber", 2), "page 2 was answered"),
                Arguments.of("page-number", Map.of("i", ONE, "pageCount", 0), "although 'pageCount' is 0"),
                Arguments.of("cursor", Map.of("i", ONE, "nextPageCursor", 7), "'nextPageCursor' is not a text"),
                Arguments.of("offset", Map.of("i", ONE, "total", -1), "'total' is not a whole number"),
                Arguments.of("offset", Map.of("error", "x"), "no array 'i', only the fields [error]"),
                Arguments.of("cursor", Map.of(), "no array 'i'"));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("unusable")
    void all9_whatIsNoPageIsRefused(String name, Map<String, Object> answer, String message) {
        assertThatThrownBy(() -> PageStyle.named(name, "i").page(null, Map.of(), answer))
                .isInstanceOf(PageStyle.UnusablePage.class)
                .hasMessageContaining(message);
    }

    @Test
    void all9_anUnknownStyleNamesTheKnownOnes() {
        assertThatThrownBy(() -> PageStyle.named("pages", "i")).hasMessageContaining("page-number, cursor, offset");
    }
}
