package io.outboundroutes.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.app.cli.OutboundRoutes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What recipes of the README and of {@code --help} write beside the project is kept out of its history. */
class IgnoredFilesTest {

    /** Backups, exports, plans, keys: names of files that hold personal data or a secret. */
    private static final Pattern CONFIDENTIAL =
            Pattern.compile("(?<![\\w./-])[\\w./-]*(?:\\.(?:zip|dump|p12|pem|csv|jsonl)|-secret)(?![\\w./-])");

    @Test
    void whatTheRecipesWriteIsIgnored() throws IOException {
        Set<String> written = new TreeSet<>();
        String recipes = Stream.of(
                        Files.readAllLines(Path.of("README.md"), StandardCharsets.UTF_8).stream()
                                .filter(line -> line.startsWith("    ")),
                        footers(new CommandLine(new OutboundRoutes())))
                .flatMap(lines -> lines)
                .reduce("", (text, line) -> text + line + "\n");
        Matcher name = CONFIDENTIAL.matcher(recipes.replace("$PWD/", ""));
        while (name.find()) {
            String file = name.group();
            if (!file.startsWith("/") && !file.startsWith("examples/")) {
                written.add(file);
            }
        }
        System.out.println("house: the recipes write " + written);
        assertThat(written)
                .contains("backups/2026-11-22.zip", "outbound.dump", "console.p12", "genesys-secret", "failed.csv");
        List<String> patterns = Files.readAllLines(Path.of(".gitignore"), StandardCharsets.UTF_8);
        assertThat(written)
                .allSatisfy(file -> assertThat(patterns)
                        .as("a pattern for %s", file)
                        .anyMatch(pattern -> ignores(pattern, Path.of(file))));
    }

    private static Stream<String> footers(CommandLine line) {
        return Stream.concat(
                Stream.of(line.getCommandSpec().usageMessage().footer()),
                line.getSubcommands().values().stream().flatMap(IgnoredFilesTest::footers));
    }

    /** As git reads it, for a pattern without a slash but at its end. */
    private static boolean ignores(String pattern, Path file) {
        if (pattern.isBlank() || pattern.startsWith("#") || pattern.startsWith("!")) {
            return false;
        }
        return pattern.endsWith("/")
                ? file.getNameCount() > 1 && file.startsWith(pattern)
                : FileSystems.getDefault().getPathMatcher("glob:" + pattern).matches(file.getFileName());
    }
}
