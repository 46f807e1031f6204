package io.outboundroutes.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.app.cli.OutboundRoutes;
import io.outboundroutes.platform.config.Key;
import io.outboundroutes.platform.config.Keys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The documents against the program: keys, defaults, commands, files. Prose is for people to check. */
class ReadmeTest {

    private static final Path README = Path.of("README.md");
    private static final Path ROUTES_README = Path.of("routes/README.md");

    /** A row of a table about settings: key, environment, default, meaning. */
    private static final Pattern SETTING =
            Pattern.compile("^\\| `([a-z][a-z0-9.-]*)` \\| (`[A-Z].*?) \\| (?:`(.*?)`)? *\\| (.+) \\|$");

    private static final Pattern COMMAND = Pattern.compile("^\\| `([a-z-]+(?: [a-z-]+)?)(?: [\\[<].*?)?` \\| .+ \\|$");
    private static final Pattern ACTION = Pattern.compile("\"(OPERATOR_[A-Z_]+)\"");
    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z0-9]+(?:Test|Properties))`");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");

    @Test
    void everyKeyStandsInTheTableWithItsVariableAndDefault() throws IOException {
        Map<String, String> told = new TreeMap<>();
        for (Matcher row : rows(SETTING)) {
            String before = told.put(row.group(1), row.group(2) + " " + row.group(3));
            assertThat(before).as("%s stands in the table twice", row.group(1)).isNull();
        }
        System.out.println("house: " + told.size() + " settings in README.md");
        assertThat(told).hasSizeGreaterThan(50);
        Map<String, String> declared = new TreeMap<>();
        for (Key<?> key : Keys.ALL) {
            boolean alsoFile = told.getOrDefault(key.name(), "").contains(" or ");
            String file = alsoFile ? " or `" + key.fileEnvironmentName() + "`" : "";
            declared.put(key.name(), "`" + key.environmentName() + "`" + file + " " + key.defaultText());
        }
        assertThat(told).containsExactlyEntriesOf(declared);
    }

    @Test
    void everySecretsTableRowNamesItsFileVariable() throws IOException {
        Map<String, String> variables = new LinkedHashMap<>();
        rows(SETTING).forEach(row -> variables.put(row.group(1), row.group(2)));
        List<Key<?>> secrets = Keys.ALL.stream().filter(Key::secret).toList();
        assertThat(secrets).isNotEmpty();
        assertThat(secrets)
                .allSatisfy(key -> assertThat(variables.get(key.name())).contains(key.fileEnvironmentName()));
    }

    @Test
    void theCommandsOfTheReadmeAreThoseOfTheProgram() throws IOException {
        Set<String> told =
                commandRows().stream().map(row -> row.group(1)).collect(Collectors.toCollection(TreeSet::new));
        Set<String> there = new TreeSet<>();
        new CommandLine(new OutboundRoutes()).getSubcommands().forEach((name, command) -> {
            there.add(name);
            command.getSubcommands().keySet().forEach(below -> there.add(name + " " + below));
        });
        System.out.println("house: the README tells of the commands " + told);
        assertThat(told).isEqualTo(there).isNotEmpty();
    }

    @Test
    void whateverAnOperatorDoesStandsInTheTableOfTheAuditTrail() throws IOException {
        Set<String> written = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source :
                    sources.filter(file -> file.toString().endsWith(".java")).toList()) {
                matches(ACTION, Files.readString(source, StandardCharsets.UTF_8))
                        .forEach(action -> written.add(action.group(1)));
            }
        }
        String table = Files.readAllLines(README, StandardCharsets.UTF_8).stream()
                .filter(line -> line.startsWith("| `OPERATOR_"))
                .collect(Collectors.joining());
        System.out.println("house: the audit trail knows " + written);
        assertThat(written)
                .hasSizeGreaterThan(5)
                .allSatisfy(action -> assertThat(table).contains("`" + action + "`"));
    }

    @Test
    void settingsNamedInTheDocumentsExist() throws IOException {
        Set<String> names = Keys.ALL.stream().map(Key::name).collect(Collectors.toSet());
        Set<String> groups = names.stream()
                .filter(name -> name.contains("."))
                .map(name -> name.substring(0, name.indexOf('.') + 1))
                .collect(Collectors.toSet());
        Set<String> unknown = new TreeSet<>();
        int seen = 0;
        for (Path document : documents()) {
            for (Matcher code : matches(CODE, Files.readString(document, StandardCharsets.UTF_8))) {
                String name = code.group(1).split("[=: ]", 2)[0];
                boolean isKey = name.matches("[a-z]+\\.[a-z][a-z.-]*")
                        && groups.stream().anyMatch(name::startsWith)
                        && !name.matches(".*\\.(jsonl|lock|yaml|plan|judge|done)");
                if (isKey && names.contains(name)) {
                    seen++;
                } else if (isKey) {
                    unknown.add(document + ": " + name);
                }
            }
        }
        System.out.println("house: " + seen + " mentions of settings in the documents");
        assertThat(seen).isGreaterThan(50);
        assertThat(unknown).isEmpty();
    }

    @Test
    void testsNamedInTheDocumentsExist() throws IOException {
        Set<String> there;
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            there = files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
        Set<String> named = new TreeSet<>();
        for (Path document : documents()) {
            matches(TEST, Files.readString(document, StandardCharsets.UTF_8)).forEach(test -> named.add(test.group(1)));
        }
        System.out.println("house: " + named.size() + " tests named in the documents");
        assertThat(named).isNotEmpty().allSatisfy(test -> assertThat(there).contains(test + ".java"));
    }

    @Test
    void theSixthWorkflowIsTheOneThatIsTested() throws IOException {
        String example =
                Files.readString(Path.of("src/test/resources/workflows/recycle.camel.yaml"), StandardCharsets.UTF_8);
        assertThat(Files.readString(ROUTES_README, StandardCharsets.UTF_8)).contains("```yaml\n" + example + "```");
    }

    @Test
    void whatTheDocumentsLinkToIsThere() throws IOException {
        List<String> broken = new ArrayList<>();
        int seen = 0;
        for (Path document : documents()) {
            for (Matcher link : matches(LINK, Files.readString(document, StandardCharsets.UTF_8))) {
                seen++;
                if (!Files.exists(document.resolveSibling(link.group(1)))) {
                    broken.add(document + " → " + link.group(1));
                }
            }
        }
        assertThat(seen).isPositive();
        assertThat(broken).isEmpty();
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> decisions = Files.list(Path.of("docs/decisions"))) {
            return Stream.concat(Stream.of(README, ROUTES_README, Path.of("CHANGELOG.md")), decisions.sorted())
                    .toList();
        }
    }

    private static List<Matcher> rows(Pattern row) throws IOException {
        return Files.readAllLines(README, StandardCharsets.UTF_8).stream()
                .map(row::matcher)
                .filter(Matcher::matches)
                .toList();
    }

    private static List<Matcher> commandRows() throws IOException {
        String text = Files.readString(README, StandardCharsets.UTF_8);
        String section = text.substring(text.indexOf("\n## Commands\n"), text.indexOf("\n## Report\n"));
        return section.lines().map(COMMAND::matcher).filter(Matcher::matches).toList();
    }

    private static List<Matcher> matches(Pattern pattern, String text) {
        List<Matcher> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        for (int from = 0; matcher.find(from); from = matcher.end()) {
            Matcher one = pattern.matcher(text);
            if (one.find(matcher.start())) {
                found.add(one);
            }
        }
        return found;
    }
}
