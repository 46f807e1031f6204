package io.outboundroutes.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WaitLinesTest {

    private final WaitLines lines = new WaitLines();

    private List<String> told(int fromSecond, int toSecond, String why) {
        return IntStream.rangeClosed(fromSecond, toSecond)
                .mapToObj(second -> lines.due(why, Duration.ofSeconds(second)))
                .flatMap(Optional::stream)
                .toList();
    }

    @Test
    void aWaitIsToldAtItsBeginningAndThenOnceAMinute() {
        assertThat(told(0, 121, "behind r1"))
                .containsExactly("behind r1, 0 s so far", "behind r1, 60 s so far", "behind r1, 120 s so far");
    }

    @Test
    void anotherReasonIsToldAtOnce() {
        told(0, 10, "behind r1");

        assertThat(told(11, 71, "paused")).containsExactly("paused, 11 s so far", "paused, 71 s so far");
    }
}
