package io.outboundroutes.platform.paging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentIdsTest {

    @Test
    void seg8_bothEndsAreRememberedAndTheMiddleIsNot() {
        RecentIds ids = new RecentIds(100);
        IntStream.range(0, 1_000).forEach(i -> assertThat(ids.add("c" + i)).isTrue());

        IntStream.range(0, 100).forEach(i -> assertThat(ids.add("c" + i)).isFalse());
        IntStream.range(900, 1_000).forEach(i -> assertThat(ids.add("c" + i)).isFalse());
        assertThat(ids.add("c500")).isTrue();
        assertThat(ids.add("c500")).isFalse();
    }
}
