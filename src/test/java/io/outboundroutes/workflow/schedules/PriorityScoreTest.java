package io.outboundroutes.workflow.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PriorityScoreTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            no contacts,               5,  0,        50
            one contact,               1,  1,        10.0005
            a quarter full,            5,  2500,     51.25
            one below the cap,         5,  9999,     54.9995
            at the cap,                5,  10000,    55
            above the cap,             5,  10001,    55
            most,                      10, 10000000, 105
            """)
    void sch2_scoreIsPriorityTimesTenPlusUpToFiveForTheSize(String name, int priority, long contacts, String score) {
        assertThat(PriorityScore.of(priority, SegmentSize.of(contacts))).isEqualTo(new BigDecimal(score));
    }

    static Stream<Arguments> sizes() {
        return Stream.of(
                arguments("absent", null, "0", false),
                arguments("negative", -1, "0", false),
                arguments("half a contact", new BigDecimal("10.5"), "0", false),
                arguments("a text, even of digits", "2500", "0", false),
                arguments("true", true, "0", false),
                arguments("a list", List.of(1), "0", false),
                arguments("not a number", Double.NaN, "0", false),
                arguments("zero", 0, "0", true),
                arguments("a long", 2_500L, "2500", true),
                arguments("whole with a point", new BigDecimal("2500.0"), "2500.0", true),
                arguments("larger than a long", BigInteger.TEN.pow(30), "1" + "0".repeat(30), true));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sizes")
    void sch2_aCountThatIsAbsentOrInvalidIsZeroAndNotUsable(
            String name, Object count, String contacts, boolean usable) {
        assertThat(SegmentSize.of(count)).isEqualTo(new SegmentSize(new BigDecimal(contacts), usable));
    }

    @Test
    void sch2_hugeCountsCostNothing() {
        assertThat(PriorityScore.of(5, SegmentSize.of(new BigDecimal("1E+999999999"))))
                .isEqualTo(new BigDecimal("55"));
        assertThat(SegmentSize.of(new BigDecimal("1E-999999999")).usable()).isFalse();
    }
}
