package io.outboundroutes.workflow.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GroupIdentityTest {

    // Each expected key is what this command prints: printf '%s' '<text>' | sha256sum | cut -c1-16
    static Stream<Arguments> guideKeys() {
        return Stream.of(
                // printf '%s' 'emea|gold' | sha256sum | cut -c1-16
                Arguments.of("two values", Make.identity("region", "emea", "product_tier", "gold"), "ebdc1964afb47221"),
                Arguments.of("swapped", Make.identity("region", "gold", "product_tier", "emea"), "ebdc1964afb47221"),
                // printf '%s' 'emea' | sha256sum | cut -c1-16
                Arguments.of("one value", Make.identity("region", "emea"), "5f53356e4688ab87"),
                // printf '%s' 'a|b' | sha256sum | cut -c1-16
                Arguments.of("a pipe inside", Make.identity("region", "a|b"), "0eab8a0a3380abf4"),
                Arguments.of("as two values", Make.identity("region", "b", "product_tier", "a"), "0eab8a0a3380abf4"),
                // printf '%s' 'café|gold' | sha256sum | cut -c1-16
                Arguments.of("UTF-8", Make.identity("region", "gold", "product_tier", "caf\u00e9"), "cd0835af76ff1de7"),
                // U+FB01 before U+1D4B3, although UTF-16 sorts them the other way round:
                // printf '%s' 'ﬁ|𝒳' | sha256sum | cut -c1-16
                Arguments.of(
                        "by code point",
                        Make.identity("region", "\ud835\udcb3", "product_tier", "\ufb01"),
                        "f4e8a4a3cfbe38ee"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("guideKeys")
    void seg3_guideKeyIsTheGuidesOwn(String name, GroupIdentity identity, String key) {
        assertThat(identity.guideKey()).isEqualTo(key);
    }

    static Stream<Arguments> canonicals() {
        return Stream.of(
                // printf '%s' 'product_tier=gold|region=emea' | sha256sum | cut -c1-16
                Arguments.of(
                        "sorted",
                        Make.identity("region", "emea", "product_tier", "gold"),
                        "product_tier=gold|region=emea",
                        "96c9322e732d8282"),
                // printf '%s' 'product_tier=emea|region=gold' | sha256sum | cut -c1-16
                Arguments.of(
                        "swapped values",
                        Make.identity("region", "gold", "product_tier", "emea"),
                        "product_tier=emea|region=gold",
                        "f544392defb74ca5"),
                // printf '%s' 'region=a\|b' | sha256sum | cut -c1-16
                Arguments.of("a pipe", Make.identity("region", "a|b"), "region=a\\|b", "b72d3d15761a84ae"),
                // printf '%s' 'a\\b\=c\|d=x' | sha256sum | cut -c1-16
                Arguments.of("every escape", Make.identity("a\\b=c|d", "x"), "a\\\\b\\=c\\|d=x", "cb478d7d99719b5c"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("canonicals")
    void seg3_canonicalFormIsEscapedSortedAndHashed(String name, GroupIdentity identity, String canonical, String key) {
        assertThat(identity.canonical()).isEqualTo(canonical);
        assertThat(identity.namedKey()).isEqualTo(key);
        assertThat(identity.suffix()).isEqualTo(key.substring(0, 8));
    }

    @Test
    void seg3_aGroupIsASetOfPairs() {
        assertThat(Make.identity("a", "1", "b", "2"))
                .isEqualTo(Make.identity("b", "2", "a", "1"))
                .hasSameHashCodeAs(Make.identity("b", "2", "a", "1"))
                .isNotEqualTo(Make.identity("a", "2", "b", "1"));
        assertThatThrownBy(() -> new GroupIdentity(Map.of())).hasMessageContaining("at least one attribute");
    }

    @Property(tries = 500)
    void seg3_canonicalFormTellsTheSetAndNothingElse(@ForAll("pairs") Map<String, String> pairs) {
        assertThat(parse(new GroupIdentity(pairs).canonical())).isEqualTo(pairs);
    }

    @Property(tries = 500)
    void seg3_codePointOrderIsTheOrderOfCodePoints(@ForAll("texts") String a, @ForAll("texts") String b) {
        int[] left = a.codePoints().toArray();
        int[] right = b.codePoints().toArray();

        assertThat(Integer.signum(Text.BY_CODE_POINT.compare(a, b)))
                .isEqualTo(Integer.signum(Arrays.compare(left, right)));
    }

    @Provide
    Arbitrary<Map<String, String>> pairs() {
        Arbitrary<String> text =
                Arbitraries.strings().withChars("ab=|\\ ").ofMinLength(1).ofMaxLength(5);
        return Arbitraries.maps(text, text).ofMinSize(1).ofMaxSize(4);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(0x41, 0x42, 0xE9, 0xD7FF, 0xE000, 0xFB01, 0xFFFD, 0x10000, 0x1D4B3, 0x10FFFF)
                .list()
                .ofMaxSize(4)
                .map(points -> {
                    StringBuilder text = new StringBuilder();
                    points.forEach(text::appendCodePoint);
                    return text.toString();
                });
    }

    /** Reads a canonical form back, character by character. */
    private static Map<String, String> parse(String canonical) {
        Map<String, String> pairs = new LinkedHashMap<>();
        List<String> parts = new ArrayList<>(List.of(""));
        for (int i = 0; i <= canonical.length(); i++) {
            char c = i == canonical.length() ? '|' : canonical.charAt(i);
            if (c == '|') {
                assertThat(parts).hasSize(2);
                assertThat(pairs.put(parts.get(0), parts.get(1))).isNull();
                parts = new ArrayList<>(List.of(""));
            } else if (c == '=') {
                parts.add("");
            } else {
                char plain = c == '\\' ? canonical.charAt(++i) : c;
                parts.set(parts.size() - 1, parts.get(parts.size() - 1) + plain);
            }
        }
        return pairs;
    }
}
