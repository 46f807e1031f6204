package io.outboundroutes.platform.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "equal,                 page-size, page-size,  0",
        "one missing,           page-siz,  page-size,  1",
        "one too many,          page-ssize, page-size, 1",
        "one wrong,             page_size, page-size,  1",
        "neighbours changed,    page-szie, page-size,  1",
        "case differs,          Page-size, page-size,  1",
        "against nothing,       abc,       '',         3",
        "classical,             kitten,    sitting,    3",
    })
    void slipsAreCounted(String name, String one, String other, int slips) {
        assertThat(Nearest.distance(one, other)).isEqualTo(slips);
    }

    @Test
    void theNearestWinsAndOfEqualsTheFirstByAlphabet() {
        assertThat(Nearest.of("retry.bas", List.of("retry.max-wait", "retry.cap", "retry.base"), 2))
                .contains("retry.base");
        assertThat(Nearest.of("ab", List.of("ac", "aa"), 1)).contains("aa");
    }

    @Test
    void whatIsTooFarAwayIsNotNearest() {
        assertThat(Nearest.of("retry.bas", List.of("store.url"), 2)).isEmpty();
    }
}
