package io.outboundroutes.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** Every behaviour rule of a built workflow has at least one test that bears its id: {@code seg3_…}. */
class RuleCoverageTest {

    /** Rule families of what is built, with the number of their last rule. A new workflow adds its line. */
    private static final Map<String, Integer> BUILT =
            Map.of("all", 23, "seg", 8, "sch", 7, "con", 6, "sta", 5, "eng", 4);

    /** Rules of a built family that nothing built can show yet, each with the reason. */
    private static final Map<String, String> NOT_YET = Map.of();

    private static final Set<String> TEST_ANNOTATIONS = Set.of(
            Test.class.getName(),
            ParameterizedTest.class.getName(),
            "org.junit.jupiter.api.RepeatedTest",
            "org.junit.jupiter.api.TestFactory",
            "net.jqwik.api.Property",
            "net.jqwik.api.Example");

    @Test
    void everyRuleOfABuiltWorkflowHasATestNamedAfterIt() {
        Map<String, Integer> testsByRule = new TreeMap<>();
        List<JavaMethod> tests = tests();
        tests.forEach(m -> testsByRule.merge(ruleOf(m.getName()), 1, Integer::sum));
        List<String> missing = rules().filter(r -> !testsByRule.containsKey(r) && !NOT_YET.containsKey(r))
                .toList();
        System.out.println("house: " + tests.size() + " tests, by rule " + testsByRule);
        assertThat(tests).as("tests of the house").isNotEmpty();
        assertThat(missing)
                .as("rules without a test; write one whose name begins with '<rule>_'")
                .isEmpty();
    }

    @Test
    void noTestBearsTheIdOfARuleThatDoesNotExist() {
        Set<String> known = new TreeSet<>(rules().toList());
        assertThat(tests())
                .extracting(m -> ruleOf(m.getName()))
                .filteredOn(r -> BUILT.keySet().stream().anyMatch(f -> r.matches(f + "\\d+")))
                .isSubsetOf(known);
    }

    private static Stream<String> rules() {
        return new TreeMap<>(BUILT)
                .entrySet().stream()
                        .flatMap(e -> IntStream.rangeClosed(1, e.getValue()).mapToObj(i -> e.getKey() + i));
    }

    private static List<JavaMethod> tests() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
                .importPackages("io.outboundroutes");
        return classes.stream()
                .flatMap(c -> c.getMethods().stream())
                .filter(m -> m.getAnnotations().stream()
                        .anyMatch(a -> TEST_ANNOTATIONS.contains(a.getRawType().getName())))
                .toList();
    }

    private static String ruleOf(String method) {
        int underscore = method.indexOf('_');
        return (underscore < 0 ? "none" : method.substring(0, underscore)).toLowerCase(Locale.ROOT);
    }
}
