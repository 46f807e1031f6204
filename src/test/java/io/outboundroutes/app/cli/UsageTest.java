package io.outboundroutes.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What the command line says about itself, and to those who mistype it. */
class UsageTest {

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("unknown command", List.of("srve"), "serve"),
                Arguments.of("unknown option", List.of("run", "contact-segmentation", "--jsn"), "--json"),
                Arguments.of("unknown workflow", List.of("run", "contact-segmentatoin"), "'contact-segmentation'"),
                Arguments.of(
                        "a workflow's file",
                        List.of("run", "routes/engagement-sync.camel.yaml"),
                        "mean 'engagement-sync'?"),
                Arguments.of("two letters changed places", List.of("rnu"), "did you mean 'run'?"),
                Arguments.of("workflow that resembles none", List.of("run", "x"), "contact-segmentation"),
                Arguments.of("no workflow", List.of("run"), "<workflow>"),
                Arguments.of("check of an unknown workflow", List.of("check", "x"), "contact-segmentation"),
                Arguments.of(
                        "plan without dry run", List.of("run", "contact-segmentation", "--plan", "f"), "--dry-run"),
                Arguments.of("-P without a value", List.of("run", "contact-segmentation", "-P", "retry.cap"), "-P"),
                Arguments.of("no run to show", List.of("runs", "show"), "'outbound runs show --help'"),
                Arguments.of("fewer than no runs", List.of("runs", "--last", "-1"), "--last"),
                Arguments.of("no port", List.of("sandbox", "--port", "99999"), "99999"),
                Arguments.of("fewer than no contacts", List.of("sandbox", "--contacts", "-1"), "contacts"),
                Arguments.of("a word for a number", List.of("runs", "--last", "many"), "--last"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void wrongUsageEndsWith64AndSaysWhatThereIs(String name, List<String> line, String said) {
        Ended ended = InProcess.run(line.toArray(String[]::new)).assertFriendly(64);

        assertThat(ended.err()).contains(said);
        assertThat(ended.out()).isEmpty();
    }

    @Test
    void aWorkflowWhoseFileIsMisnamedIsToldTheRightName(@TempDir Path folder) throws IOException {
        Path routes = Program.in(folder).folder().resolve("routes");
        Files.move(routes.resolve("engagement-sync.camel.yaml"), routes.resolve("engagement-sync.yaml"));

        assertThat(InProcess.run("run", "engagement-sync", "-P", "routes.dir=" + routes)
                        .assertFriendly(64)
                        .err())
                .contains("; engagement-sync.yaml is never loaded, name it engagement-sync.camel.yaml. There are: ");
    }

    @Test
    void everyCommandHasADescriptionAndAnExample() {
        List<CommandSpec> commands = commands();

        assertThat(commands)
                .extracting(CommandSpec::name)
                .contains(
                        "outbound",
                        "serve",
                        "demo",
                        "run",
                        "check",
                        "runs",
                        "show",
                        "parked",
                        "replay",
                        "forget",
                        "sandbox",
                        "hash-password");
        assertThat(commands).allSatisfy(command -> {
            assertThat(command.usageMessage().description())
                    .as("description of %s", command.qualifiedName())
                    .isNotEmpty();
            assertThat(String.join("\n", command.usageMessage().footer()))
                    .as("footer of %s", command.qualifiedName())
                    .containsPattern("Example: .*outbound "
                            + command.qualifiedName().replace("outbound", "").strip());
            assertThat(command.options())
                    .allSatisfy(option -> assertThat(option.description())
                            .as("%s of %s", option.longestName(), command.qualifiedName())
                            .isNotEmpty());
            assertThat(command.positionalParameters())
                    .allSatisfy(parameter -> assertThat(parameter.description())
                            .as("%s of %s", parameter.paramLabel(), command.qualifiedName())
                            .isNotEmpty());
        });
    }

    @Test
    void everyExampleIsACommandLineThatParses() {
        assertThat(commands()).allSatisfy(command -> {
            for (String line : command.usageMessage().footer()) {
                if (line.startsWith("Example: ")) {
                    String arguments = line.substring(line.indexOf("outbound ") + "outbound ".length());
                    new CommandLine(new OutboundRoutes()).parseArgs(arguments.split(" "));
                }
            }
        });
    }

    @Test
    void helpTellsTheExitCodes() {
        Ended ended = InProcess.run("--help");

        assertThat(ended.exit()).isZero();
        assertThat(ended.out()).contains("0 succeeded", "1 failed", "2 partial", "64 usage", "75", "78 configuration");
    }

    @Test
    void everyCommandTakesSettingsAndVerbose() {
        assertThat(commands())
                .allSatisfy(command -> assertThat(command.optionsMap())
                        .as("options of %s", command.qualifiedName())
                        .containsKeys("-P", "--verbose", "--help"));
    }

    private static List<CommandSpec> commands() {
        List<CommandSpec> all = new ArrayList<>();
        collect(new CommandLine(new OutboundRoutes()).getCommandSpec(), all);
        return all;
    }

    private static void collect(CommandSpec command, List<CommandSpec> all) {
        all.add(command);
        command.subcommands().values().forEach(line -> collect(line.getCommandSpec(), all));
    }
}
