package io.outboundroutes.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private static final Pattern RULES = Pattern.compile("Rules: (\\S+)");
    private static final Pattern SETTINGS = Pattern.compile("# Settings: ([a-z]+)\\.\\*");
    private static final Pattern COMMON_STEP =
            Pattern.compile("from:\\R +id: (?<from>\\S+)|\\bid: (?<step>(?:ask-for|take-in|wake)-[a-z<>-]+)");

    static Stream<Path> files() throws IOException {
        try (Stream<Path> list = Files.list(Path.of("routes"))) {
            return list.filter(file -> file.toString().endsWith(".camel.yaml")).sorted().toList().stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void theHeaderTellsForWhomTheOutcomesWhatFailsAndWhatIsSet(Path file) throws IOException {
        String header = header(file);
        String told = header.lines()
                .filter(line -> !line.startsWith("#  "))
                .map(line -> line.replaceFirst("(# (?:For|Outcome|Fails|Settings))\\b.*", "$1"))
                .skip(1)
                .collect(Collectors.joining(" "));

        assertThat(told).isEqualTo("# For # Outcome # Fails # Settings");
        assertThat(header).contains("routes/README.md, \"When something fails\"");
        assertThat(Files.readString(Path.of("routes/README.md"))).contains("## When something fails\n");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void theHeaderNamesAFolderAndSettingsThatAreThere(Path file) throws IOException {
        String header = header(file);
        Matcher rules = RULES.matcher(header);
        Matcher settings = SETTINGS.matcher(header);

        assertThat(rules.find()).isTrue();
        assertThat(Path.of(rules.group(1))).isDirectory();
        assertThat(settings.find()).isTrue();
        assertThat(Files.readString(Path.of("application.properties"))).contains("#" + settings.group(1) + ".enabled=");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void aWorkflowIsReadOnTwoScreens(Path file) throws IOException {
        assertThat(text(file).lines()).hasSizeLessThanOrEqualTo(150);
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

    private static String header(Path file) throws IOException {
        return text(file).lines().takeWhile(line -> line.startsWith("#")).collect(Collectors.joining("\n"));
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
