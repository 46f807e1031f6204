package io.outboundroutes.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.app.HouseGates;
import io.outboundroutes.app.gates.Finding;
import io.outboundroutes.app.gates.GateReport;
import io.outboundroutes.platform.config.Settings;
import io.outboundroutes.platform.config.SettingsSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The gates over the routes that ship, with the blocks that the program really has. */
class ShippedRoutesTest {

    private static final Path ROUTES = Path.of("routes");

    private final Path folder;

    ShippedRoutesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void theShippedRoutesPassEveryGateAndTouchNeitherStoreNorAudit() {
        GateReport report = HouseGates.inspect(settings(ROUTES));

        System.out.println("house: gates over routes: " + report.summary() + " " + report.files());
        assertThat(report.findings()).isEmpty();
        assertThat(report.files()).contains("contact-segmentation.camel.yaml", "vendors/genesys-guide.camel.yaml");
        assertThat(report.routes()).isPositive();
        assertThat(report.steps()).isGreaterThan(report.routes());
        assertThat(folder).isEmptyDirectory();
    }

    /** Each row breaks the shipped files in one way; only the real blocks can tell. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            unknown value of effect       | vendors/genesys-guide.camel.yaml | effect: read           | effect: reads          | effect
            unknown page style            | vendors/genesys-guide.camel.yaml | pager: page-number     | pager: page-numbers    | pager
            unknown value after ambiguity | vendors/genesys-guide.camel.yaml | afterAmbiguity: repeat | afterAmbiguity: again  | afterAmbiguity
            unknown method                | vendors/genesys-guide.camel.yaml | method: POST           | method: PSOT           | method
            look-up by nobody             | vendors/genesys-guide.camel.yaml | afterAmbiguity: repeat | lookup: find-it        | find-it
            unknown parameter             | vendors/genesys-guide.camel.yaml | scope: outbound        | scpoe: outbound        | scpoe
            missing parameter             | vendors/genesys-guide.camel.yaml | effect: write          | budget: ''             | effect
            unknown value of dedupe       | contact-segmentation.camel.yaml  | newestFirst: true      | newestFirst: perhaps   | newestFirst
            read by nobody                | contact-segmentation.camel.yaml  | operation: genesys-query-contacts | operation: genesys-query | genesys-query
            unknown bean                  | contact-segmentation.camel.yaml  | ref: segmentation      | ref: segmentaton       | segmentaton
            undeclared key                | contact-segmentation.camel.yaml  | segmentation.max-pages | segmentation.max-page  | segmentation.max-page
            """)
    void aBrokenFileIsRefusedWithItsPlace(String name, String file, String good, String bad, String told)
            throws IOException {
        Path routes = copyOfRoutes();
        String text = Files.readString(routes.resolve(file));
        assertThat(text).as("what the row replaces").contains(good);
        Files.writeString(routes.resolve(file), text.replace(good, bad));

        GateReport report = HouseGates.inspect(settings(routes));

        assertThat(report.findings()).as(name).isNotEmpty();
        assertThat(report.findings()).allSatisfy(finding -> {
            assertThat(finding.file()).isEqualTo(file);
            assertThat(finding.line()).isPositive();
        });
        assertThat(report.findings().stream().map(Finding::message)).anyMatch(message -> message.contains(told));
    }

    private Path copyOfRoutes() throws IOException {
        Path copy = folder.resolve("routes");
        try (Stream<Path> files = Files.walk(ROUTES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = copy.resolve(ROUTES.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
        return copy;
    }

    private Settings settings(Path routes) {
        return Settings.load(SettingsSources.none()
                .program(Map.of(
                        "routes.dir", routes.toString(),
                        "store.url", "jdbc:h2:file:" + folder.resolve("db/outbound"),
                        "audit.log", folder.resolve("audit/audit.jsonl").toString())));
    }
}
