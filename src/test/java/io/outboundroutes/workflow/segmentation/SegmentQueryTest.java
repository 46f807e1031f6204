package io.outboundroutes.workflow.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SegmentQueryTest {

    private static final SegmentationOptions EXACT = Make.options();
    private static final SegmentationOptions GUIDE = Make.options(GroupKeyStyle.GUIDE, QueryStyle.GUIDE, false);

    static Stream<Arguments> queries() {
        return Stream.of(
                Arguments.of(
                        "configured order, not the group's",
                        pairs("gold", "emea"),
                        Map.of(),
                        "(status:ready) AND region:emea AND product_tier:gold",
                        "region:emea AND product_tier:gold"),
                Arguments.of(
                        "several spellings, the normalised one first",
                        pairs("gold", "emea"),
                        Map.of("region", List.of(" emea", "EMEA")),
                        "(status:ready) AND (region:emea OR region:\" emea\" OR region:EMEA) AND product_tier:gold",
                        "region:emea AND product_tier:gold"),
                Arguments.of(
                        "a missing attribute",
                        pairs("gold", null),
                        Map.of(),
                        "(status:ready) AND NOT region:* AND product_tier:gold",
                        "product_tier:gold"),
                Arguments.of(
                        "a missing attribute with blanks seen",
                        pairs(null, "emea"),
                        Map.of("product_tier", List.of("", "  ")),
                        "(status:ready) AND region:emea"
                                + " AND (NOT product_tier:* OR product_tier:\"\" OR product_tier:\"  \")",
                        "region:emea"),
                Arguments.of(
                        "values that need quotes",
                        pairs("a|b", "north \"west\""),
                        Map.of(),
                        "(status:ready) AND region:\"north \\\"west\\\"\" AND product_tier:\"a|b\"",
                        "region:\"north \\\"west\\\"\" AND product_tier:\"a|b\""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("queries")
    void seg5_queryIsAFunctionOfTheGroup(
            String name, GroupIdentity identity, Map<String, List<String>> seen, String exact, String guide) {
        Group group = group(identity, seen);

        assertThat(SegmentQuery.of(group, EXACT)).isEqualTo(new SegmentQuery(exact, null, List.of()));
        assertThat(SegmentQuery.of(group, GUIDE)).isEqualTo(new SegmentQuery(guide, null, List.of()));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            letters                ~ emea    ~ emea
            letters of any script  ~ čeština ~ čeština
            digits and signs       ~ a_1.5-b ~ a_1.5-b
            other numbers          ~ ½Ⅳ      ~ ½Ⅳ
            a supplementary letter ~ 𝒳       ~ 𝒳
            nothing                ~ ``      ~ ""
            a space                ~ a b     ~ "a b"
            a colon                ~ a:b     ~ "a:b"
            a wildcard             ~ *       ~ "*"
            brackets               ~ (a)     ~ "(a)"
            a quote                ~ a"b     ~ "a\\"b"
            a backslash            ~ a\\b    ~ "a\\\\b"
            backslash then quote   ~ \\"     ~ "\\\\\\""
            a combining mark       ~ x̱       ~ "x̱"
            AND                    ~ AND     ~ "AND"
            OR                     ~ OR      ~ "OR"
            NOT                    ~ NOT     ~ "NOT"
            TO                     ~ TO      ~ "TO"
            operators in any case  ~ or      ~ "or"
            more than an operator  ~ android ~ android
            """)
    void seg5_whatIsNoPlainWordIsQuoted(String name, String text, String expected) {
        assertThat(SegmentQuery.term(text)).isEqualTo(expected);
    }

    @Test
    void seg5_attributeNamesAreQuotedToo() {
        SegmentationOptions options = new SegmentationOptions(
                List.of("sales region", "or"),
                "a:b OR c:d",
                GroupKeyStyle.GUIDE,
                QueryStyle.EXACT,
                RefreshTiers.DEFAULT,
                20,
                false);

        assertThat(SegmentQuery.of(group(Make.identity("sales region", "emea"), Map.of()), options)
                        .text())
                .isEqualTo("(a:b OR c:d) AND \"sales region\":emea AND NOT \"or\":*");
    }

    @Property(tries = 500)
    void seg5_quotingLosesNothing(@ForAll("words") String text) {
        assertThat(read(SegmentQuery.term(text))).isEqualTo(text);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"line feed,0x0A,U+000A", "NUL,0x00,U+0000", "delete,0x7F,U+007F", "C1,0x9F,U+009F"})
    void seg5_controlCharactersAreRefusedNotThrown(String name, String control, String named) {
        char c = (char) Integer.decode(control).intValue();
        Group group = group(pairs("gold", "em" + c + "ea"), Map.of());

        for (SegmentationOptions options : List.of(EXACT, GUIDE)) {
            SegmentQuery query = SegmentQuery.of(group, options);

            assertThat(query.text()).isEmpty();
            assertThat(query.refusal()).contains("region").contains(named).doesNotContain("ea,");
        }
    }

    @Test
    void seg5_aSpellingWithControlCharactersAtItsEndsIsNamedWithoutThem() {
        Group group = group(pairs("gold", "emea"), Map.of("region", List.of("EMEA\t")));

        SegmentQuery query = SegmentQuery.of(group, EXACT);

        assertThat(query.text()).isEqualTo("(status:ready) AND (region:emea OR region:EMEA) AND product_tier:gold");
        assertThat(query.remarks()).singleElement().asString().startsWith("region");
    }

    @ParameterizedTest(name = "{0} spellings besides the normalised one")
    @CsvSource({"19, 20, false", "20, 20, true", "25, 20, true"})
    void seg5_atMostTwentySpellingsThenAWarning(int others, int named, boolean remark) {
        Groups groups = new Groups(EXACT, Make.NOW);
        IntStream.rangeClosed(1, others)
                .forEach(i -> groups.add(groups.classify(Make.contact("c" + i, " ".repeat(i) + "emea", "gold"))));

        SegmentPlan plan = new SegmentPlanner(EXACT).plan(groups, List.of(), Make.NOW);

        assertThat(plan.segments())
                .singleElement()
                .satisfies(segment -> assertThat(segment.query())
                        .contains("(region:emea OR region:\"")
                        .satisfies(
                                query -> assertThat(query.split("region:", -1)).hasSize(named + 1)));
        assertThat(plan.warnings().stream().map(PlanWarning::code))
                .isEqualTo(remark ? List.of(PlanWarning.SPELLINGS_LEFT_OUT) : List.of());
    }

    @Test
    void seg5_guideStyleWarnsWhenAQueryCoversAnotherGroup() {
        List<Map<String, Object>> contacts = List.of(
                Make.contact("1", "emea", null),
                Make.contact("2", "emea", "gold"),
                Make.contact("3", "emea", "silver"),
                Make.contact("4", "apac", "gold"),
                Make.contact("5", null, "bronze"));

        SegmentPlan guide = Make.plan(GUIDE, contacts, List.of());
        SegmentPlan exact = Make.plan(EXACT, contacts, List.of());

        // printf '%s' 'emea' | sha256sum | cut -c1-16
        assertThat(guide.warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo(PlanWarning.QUERY_COVERS_OTHERS);
            assertThat(warning.message()).contains("group 5f53356e4688ab87 also covers 2 other");
        });
        assertThat(exact.warnings()).isEmpty();
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.oneOf(
                Arbitraries.strings().withChars("a \"\\:*()").ofMaxLength(6),
                Arbitraries.of("AND", "or", "Not", "to", "x", "é", "𝒳"));
    }

    /** An independent reader of one term: a quoted string, or a word without anything special. */
    private static String read(String term) {
        if (!term.startsWith("\"")) {
            assertThat(term).matches("[\\p{L}\\p{N}_.-]+").doesNotMatch("(?i)and|or|not|to");
            return term;
        }
        StringBuilder text = new StringBuilder();
        int i = 1;
        while (term.charAt(i) != '"') {
            i += term.charAt(i) == '\\' ? 1 : 0;
            text.append(term.charAt(i++));
        }
        assertThat(i).isEqualTo(term.length() - 1);
        return text.toString();
    }

    private static GroupIdentity pairs(@Nullable String tier, @Nullable String region) {
        Map<String, String> pairs = new LinkedHashMap<>();
        if (tier != null) {
            pairs.put("product_tier", tier);
        }
        if (region != null) {
            pairs.put("region", region);
        }
        return new GroupIdentity(pairs);
    }

    private static Group group(GroupIdentity identity, Map<String, List<String>> seen) {
        Map<String, Spellings> spellings = new LinkedHashMap<>();
        seen.forEach((attribute, texts) -> spellings.put(attribute, new Spellings(texts, false)));
        return new Group(identity, 1, null, spellings);
    }
}
