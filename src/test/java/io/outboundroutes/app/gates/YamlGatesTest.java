package io.outboundroutes.app.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each file of {@code gates/invalid} is named {@code <rule>-<case>} and says, in its first lines, what the gates must answer:
 * {@code # expect: <part of the message>}, one line per finding. It is added, as workflow {@code bad} or as the file that {@code # as:} names, to the
 * good files of {@code gates/valid}.
 */
class YamlGatesTest {

    private static final Path RESOURCES = Path.of("src/test/resources/gates");
    private static final Set<String> RULES = Set.of(
            "files",
            "yaml",
            "schema",
            "ids",
            "targets",
            "steps",
            "banned",
            "split-over-read",
            "block-parameters",
            "property-keys",
            "limits",
            "secrets",
            "workflow",
            "outcome",
            "dialects");

    private final Path directory;

    YamlGatesTest(@TempDir Path directory) {
        this.directory = directory;
    }

    static List<String> invalidFiles() throws IOException {
        try (Stream<Path> files = Files.list(RESOURCES.resolve("invalid"))) {
            List<String> names = files.map(f -> f.getFileName().toString())
                    .filter(n -> n.endsWith(".camel.yaml"))
                    .sorted()
                    .toList();
            System.out.println("gates: " + names.size() + " invalid examples");
            return names;
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("invalidFiles")
    void aForbiddenThingIsFoundAtItsPlaceAndNothingElseIs(String name) throws IOException {
        copyValid();
        List<String> lines = Files.readAllLines(RESOURCES.resolve("invalid").resolve(name));
        String place = header(lines, "# as: ").stream().findFirst().orElse("bad.camel.yaml");
        Path target = directory.resolve(place);
        Files.createDirectories(target.getParent());
        Files.write(target, lines);

        GateReport report = YamlGates.inspect(directory, SampleContext.context());

        List<String> expected = header(lines, "# expect: ");
        assertThat(expected).as("'# expect:' lines of " + name).isNotEmpty();
        String rule = ruleOf(name);
        for (String message : expected) {
            assertThat(report.findings())
                    .as("findings of %s, expected: %s", name, message)
                    .anySatisfy(f -> assertThat(f.message()).contains(message));
        }
        assertThat(report.findings())
                .as("findings of %s", name)
                .anySatisfy(f -> assertThat(f.rule()).isEqualTo(rule));
        assertThat(report.findings())
                .as("findings of " + name)
                .allSatisfy(f -> assertThat(expected).anyMatch(f.message()::contains));
        assertThat(report.findings()).noneMatch(f -> f.toString().contains("canary-value"));
    }

    @Test
    void everyRuleHasInvalidExamples() throws IOException {
        Set<String> covered = new TreeSet<>();
        invalidFiles().forEach(n -> covered.add(ruleOf(n)));
        assertThat(covered).containsExactlyInAnyOrderElementsOf(RULES);
    }

    @Test
    void validFilesPassAndTheReportSaysWhatWasLookedAt() throws IOException {
        copyValid();
        GateReport report = YamlGates.inspect(directory, SampleContext.context());
        System.out.println("gates: valid examples: " + report.summary());
        assertThat(report.findings()).isEmpty();
        assertThat(report.files()).containsExactly("sample.camel.yaml", "vendors/genesys-guide.camel.yaml");
        assertThat(report.routes()).isEqualTo(5);
        assertThat(report.steps()).isGreaterThan(10);
    }

    @Test
    void aDirectoryWithoutFilesIsAFindingAndNotAGreenTick() {
        assertThat(YamlGates.inspect(directory, SampleContext.context()).findings())
                .extracting(Finding::message)
                .singleElement()
                .asString()
                .contains("no YAML file in")
                .contains("set routes.dir");
        assertThat(YamlGates.inspect(directory.resolve("absent"), SampleContext.context())
                        .findings())
                .extracting(Finding::message)
                .singleElement()
                .asString()
                .contains("does not exist");
    }

    @Test
    void anUnselectedDialectMayDefineTheSameIdsButIsHeldToTheSameRules() throws IOException {
        copyValid();
        Path guide = directory.resolve("vendors/genesys-guide.camel.yaml");
        String text = Files.readString(guide);
        Path published = directory.resolve("vendors/genesys-published.camel.yaml");

        Files.writeString(published, text);
        assertThat(YamlGates.inspect(directory, SampleContext.context()).findings())
                .isEmpty();
        assertThat(YamlGates.inspect(directory, SampleContext.context("published"))
                        .findings())
                .isEmpty();

        Files.writeString(published, text.replace("effect: write", "efect: write"));
        assertThat(YamlGates.inspect(directory, SampleContext.context()).findings())
                .extracting(Finding::file)
                .containsOnly("vendors/genesys-published.camel.yaml");
    }

    @Test
    void aSelectedDialectThatIsMissingIsNamedWithTheOnesThatExist() throws IOException {
        copyValid();
        assertThat(YamlGates.inspect(directory, SampleContext.context("guyde")).findings())
                .as("not the calls that find no operation for that reason")
                .extracting(Finding::toString)
                .containsExactly(
                        "vendors/genesys-guyde.camel.yaml [dialects] does not exist, but genesys.api selects it;"
                                + " did you mean 'guide'?; dialects of this vendor are [guide]");
    }

    @Test
    void keysOfForeignGroupsAndOfDeclaredFamiliesMayBeUsed() throws IOException {
        copyValid();
        Path sample = directory.resolve("sample.camel.yaml");
        Files.writeString(
                sample,
                Files.readString(sample)
                        .replace(
                                "contact left out",
                                "{{my.own.key:x}} {{?my.flag}} {{env:HOME}} {{statistics.units.calls}}"));
        assertThat(YamlGates.inspect(directory, SampleContext.context()).findings())
                .isEmpty();
    }

    @Test
    void everyProblemIsToldAtOnceSortedByPlaceWithLineColumnRouteAndRemedy() throws IOException {
        copyValid();
        Path sample = directory.resolve("sample.camel.yaml");
        Files.writeString(
                sample,
                Files.readString(sample)
                        .replace("direct:wake-delivery", "direct:wake-deliveri")
                        .replace("            stopOnException: true\n", ""));
        assertThat(YamlGates.inspect(directory, SampleContext.context()).findings())
                .extracting(Finding::toString)
                .containsExactly(
                        "sample.camel.yaml:31:11 [split-over-read] route 'sample-plan': step 'each-contact' (split) follows a"
                                + " paged read without 'stopOnException'; write 'stopOnException: true' (a failed record"
                                + " must end the read, else the rest is acted upon as if it were complete)",
                        "sample.camel.yaml:68:11 [targets] route 'sample-act': step 'wake-the-delivery' (wireTap) calls"
                                + " 'direct:wake-deliveri', which no loaded file and no Java route serves; did you mean"
                                + " 'wake-delivery'? (else add the route, or select its dialect)");
    }

    private static String ruleOf(String name) {
        return RULES.stream()
                .filter(r -> name.startsWith(r + "-"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not named after a rule; rules are " + RULES));
    }

    private static List<String> header(List<String> lines, String prefix) {
        List<String> found = new ArrayList<>();
        for (String line : lines) {
            if (!line.startsWith("#")) {
                break;
            }
            if (line.startsWith(prefix)) {
                found.add(line.substring(prefix.length()).strip());
            }
        }
        return found;
    }

    private void copyValid() throws IOException {
        try (Stream<Path> files = Files.walk(RESOURCES.resolve("valid"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = directory.resolve(
                        RESOURCES.resolve("valid").relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }
}
