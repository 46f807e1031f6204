package io.outboundroutes.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.platform.run.Fate;
import io.outboundroutes.platform.run.Item;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ItemCsvTest {

    static Stream<Arguments> cells() {
        return Stream.of(
                Arguments.of("text", "plain", "plain"),
                Arguments.of("nothing", null, ""),
                Arguments.of("comma", "a,b", "\"a,b\""),
                Arguments.of("quote", "a\"b", "\"a\"\"b\""),
                Arguments.of("line end", "a\nb", "\"a\nb\""),
                Arguments.of("formula", "=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\""),
                Arguments.of("plus", "+1", "'+1"),
                Arguments.of("minus", "-1+1", "'-1+1"),
                Arguments.of("at", "@SUM(A1)", "'@SUM(A1)"),
                Arguments.of("behind a space", " =1", "' =1"),
                Arguments.of("behind a no-break space", "\u00A0=1", "'\u00A0=1"),
                Arguments.of("behind a tab", "\t=1", "\"'\t=1\""),
                Arguments.of("a leading line end", "\r1", "\"'\r1\""),
                Arguments.of("full-width", "\uFF1D1", "'\uFF1D1"),
                Arguments.of("a number below zero", new BigDecimal("-5"), "-5"),
                Arguments.of("a list", List.of("a", "b"), "\"[\"\"a\"\",\"\"b\"\"]\""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cells")
    void noCellIsAFormulaAndEachIsWhole(String what, @Nullable Object value, String cell) {
        assertThat(ItemCsv.cell(value)).isEqualTo(cell);
    }

    @Test
    void eachItemHasALineAndEveryFieldAColumn() throws IOException {
        StringBuilder out = new StringBuilder();

        long written = ItemCsv.write(
                () -> List.of(
                                item("a", Map.of("segmentId", "s-1")),
                                item("b,c", new LinkedHashMap<>(Map.of("jobId", "=j"))))
                        .iterator(),
                out);

        assertThat(written).isEqualTo(2);
        assertThat(out.toString().split("\r\n", -1))
                .containsExactly(
                        "item,fate,outcome,reason,latencyMs,segmentId,jobId",
                        "run-1/a,REJECTED,failed,why,12,s-1,",
                        "\"run-1/b,c\",REJECTED,failed,why,12,,'=j",
                        "");
    }

    private static Item item(String key, Map<String, Object> fields) {
        return new Item(
                "run-1", 0, key, Fate.REJECTED, "planned", Set.of(), null, "failed", "why", fields, Map.of(), 12L);
    }
}
