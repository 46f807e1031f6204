package io.outboundroutes.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a workflow's file tells of itself, for somebody who opens nothing else, and what all of them do alike. */
class WorkflowFilesTest {

    private static final Pattern RULES = Pattern.compile("Rules: ([^\\s;]+)");
    private static final Pattern SETTINGS =
            Pattern.compile("# Settings: ([a-z]+)\\.\\* \\((?<some>[^)]*), \\.\\.\\.\\)");
    private static final Pattern BEAN = Pattern.compile("\\bref: (\\w+)");
    private static final Pattern CAUGHT = Pattern.compile("\\bexception: (.*)");
    /** Beans of the house, which routes/README.md explains. */
    private static final Set<String> HOUSE_BEANS = Set.of("input", "chunkPause");

    private static final Pattern COMMON_STEP =
            Pattern.compile("from:\\R +id: (?<from>\\S+)|\\bid: (?<step>(?:ask-for|take-in|wake)-[a-z<>-]+)");

    static Stream<Path> files() throws IOException {
        try (Stream<Path> list = Files.list(Path.of("routes"))) {
            return list.filter(file -> file.toString().endsWith(".camel.yaml")).sorted().toList().stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void theHeaderTellsForWhomWhatIsReadAndWrittenTheOutcomesTheRulesWhatFailsAndWhoCalls(Path file)
            throws IOException {
        String header = header(file);
        String told = header.lines()
                .filter(line -> !line.startsWith("#  "))
                .map(line -> line.replaceFirst("# (\\w+)\\b.*", "$1"))
                .skip(1)
                .collect(Collectors.joining(" "));

        assertThat(header.lines().findFirst().orElseThrow()).contains(". For: ");
        assertThat(told).isEqualTo("Reads Writes Outcome Rules Fails Settings Routes");
        assertThat(header).contains("routes/README.md, \"When something fails\"", "direct:run", "routes/vendors/");
        assertThat(Files.readString(Path.of("routes/README.md"))).contains("## When something fails\n");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void theHeaderNamesAFolderAndBeansThatAreThere(Path file) throws IOException {
        String header = header(file);
        Matcher rules = RULES.matcher(header);
        assertThat(rules.find()).isTrue();
        assertThat(Path.of(rules.group(1))).isDirectory();
        String beans = header.substring(rules.end(), header.indexOf("# Fails"));
        Path java = Path.of("src/main/java/io/outboundroutes");
        assertThat(matches(Pattern.compile("app/\\w+"), beans))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(java.resolve(name + ".java")).isRegularFile());

        Set<String> used = new TreeSet<>(matches(BEAN, text(file)));
        used.removeAll(HOUSE_BEANS);
        assertThat(used).isNotEmpty().allSatisfy(bean -> assertThat(beans).containsPattern("\\b" + bean + "\\b"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void everySettingThatIsNamedIsThere(Path file) throws IOException {
        String text = text(file);
        Matcher settings = SETTINGS.matcher(header(file));
        assertThat(settings.find()).isTrue();
        String group = settings.group(1);
        String named = "(" + group + "|genesys|cxone|retry|webhook|statistics)\\.[a-z]+(?:-[a-z]+)*";
        Set<String> keys = new TreeSet<>();
        Pattern.compile(named).matcher(text).results().forEach(match -> keys.add(match.group()));
        Pattern.compile("(?:and|of) \\.([a-z]+(?:-[a-z]+)*)")
                .matcher(header(file))
                .results()
                .forEach(match -> keys.add(group + "." + match.group(1)));
        List.of(settings.group("some").split(", ")).forEach(key -> keys.add(group + "." + key));

        System.out.println("house: settings named in " + file + " " + keys);
        Set<String> there = Set.copyOf(
                matches(Pattern.compile("(?m)^#([a-z.-]+)="), Files.readString(Path.of("application.properties"))));
        assertThat(keys).contains(group + ".enabled", "retry.max-wait").isSubsetOf(there);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void onlyAFailedCallIsCaughtSinceAnErrorOfOursIsTheEnvelopesBusiness(Path file) throws IOException {
        assertThat(matches(CAUGHT, text(file))).allMatch("[io.outboundroutes.platform.http.CallFailed]"::equals);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void aWorkflowIsReadOnTwoScreens(Path file) throws IOException {
        assertThat(text(file).lines()).hasSizeLessThanOrEqualTo(150).allMatch(line -> line.length() <= 150);
    }

    @Test
    void whatAllWorkflowsDoHasTheSameIdsInAll() throws IOException {
        Set<String> seen = new TreeSet<>();
        for (Path file : files().toList()) {
            String text = text(file);
            Matcher step = COMMON_STEP.matcher(withoutNames(text, file, text));
            while (step.find()) {
                seen.add(step.group("from") == null ? step.group("step") : step.group("from"));
            }
        }
        System.out.println("house: steps that all workflows have " + seen);
        assertThat(seen)
                .containsExactly(
                        "<group>-inbox",
                        "<group>-schedule",
                        "ask-for-<group>",
                        "take-in-<group>",
                        "wake-<group>-webhooks");
    }

    private static String withoutNames(String part, Path file, String text) {
        Matcher settings = SETTINGS.matcher(text);
        String workflow = file.getFileName().toString().replace(".camel.yaml", "");
        String group = settings.find() ? settings.group(1) : workflow;
        return part.replace(workflow, "<workflow>").replaceAll("\\b" + group + "\\b", "<group>");
    }

    private static List<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.group(match.groupCount()))
                .toList();
    }

    private static String header(Path file) throws IOException {
        return text(file).lines().takeWhile(line -> line.startsWith("#")).collect(Collectors.joining("\n"));
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
