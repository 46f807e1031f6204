package io.outboundroutes.blocks;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.blocks.plain.LookUp;
import io.outboundroutes.platform.http.VendorAnswer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The steps of look-up routes by themselves. */
class LookUpTest {

    private final LookUp lookUp = new LookUp();

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            nullValues = "-",
            value = {
                "the same text,            s1, 2030-01-01T09:00:00Z,      true",
                "another segment,          s2, 2030-01-01T09:00:00Z,      false",
                "another time,             s1, 2030-01-01T09:00:01Z,      false",
                "another offset,           s1, 2030-01-01T10:00:00+01:00, true",
                "milliseconds,             s1, 2030-01-01T09:00:00.000Z,  true",
                "no offset is UTC,         s1, 2030-01-01T09:00:00,       true",
                "no time,                  s1, soon,                      false",
                "no such field,            s1, -,                         false",
            })
    void aRecordIsTheSameByItsFields(String rule, String segment, String start, boolean same) {
        Map<String, Object> seen = new HashMap<>(Map.of("id", "x", "segmentId", segment));
        seen.put("start", start);
        Map<String, Object> wanted = Map.of("segmentId", "s1", "start", "2030-01-01T09:00:00Z", "priority", 5);

        assertThat(lookUp.same(seen, wanted, "segmentId, start")).as(rule).isEqualTo(same ? seen : null);
    }

    @Test
    void aFieldThatNobodyNamedMakesNothingTheSame() {
        assertThat(lookUp.same(Map.of("a", 1), Map.of("a", 1), "a,b")).isNull();
        assertThat(lookUp.same("text", Map.of("a", 1), "a")).isNull();
        assertThat(lookUp.same(null, Map.of("a", 1), "a")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"CANCELLED, false", "completed, false", "ACTIVE, true"})
    void aRecordIsDroppedByItsStatus(String status, boolean kept) {
        Map<String, Object> seen = Map.of("status", status);
        assertThat(lookUp.unless(seen, "status", "CANCELLED, COMPLETED")).isEqualTo(kept ? seen : null);
    }

    @Test
    void aRecordWithoutAStatusIsKeptAndNoRecordIsNone() {
        assertThat(lookUp.unless(Map.of("id", 1), "status", "CANCELLED")).isEqualTo(Map.of("id", 1));
        assertThat(lookUp.unless(null, "status", "CANCELLED")).isNull();
    }

    @Test
    void onlyAnAnswerOrARecordMeansThatItHappened() {
        VendorAnswer there = new VendorAnswer(200, Map.of("id", "1"), 7, false);
        assertThat(lookUp.found(there)).isSameAs(there);
        assertThat(lookUp.found(new VendorAnswer(404, Map.of(), 7, false))).isNull();
        assertThat(lookUp.found(List.of(Map.of("id", "a"), Map.of("id", "b"))))
                .isEqualTo(new VendorAnswer(200, Map.of("id", "a"), 0, true));
        assertThat(lookUp.found(List.of())).isNull();
        assertThat(lookUp.found(List.of().iterator())).isNull();
        assertThat(lookUp.found(null)).isNull();
    }
}
