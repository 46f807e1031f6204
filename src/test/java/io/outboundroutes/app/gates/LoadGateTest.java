package io.outboundroutes.app.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.aggregate.UseLatestAggregationStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadGateTest {

    private static final Path VALID = Path.of("src/test/resources/gates/valid");
    private static final Map<String, String> GUIDE = Map.of("genesys", "guide");
    private static final String SAMPLE = "sample.camel.yaml";
    private static final String VENDOR = "vendors/genesys-guide.camel.yaml";

    private final Path directory;
    private final LoadGate gate = new LoadGate(LoadGateTest::context);

    LoadGateTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void validFilesLoadAndStart() {
        GateReport report = gate.inspect(VALID, GUIDE);
        System.out.println("gates: loaded and started: " + report.summary());
        assertThat(report.findings()).isEmpty();
        assertThat(report.files()).containsExactly(SAMPLE, VENDOR);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            misspelt endpoint option | cron: "{{segmentation | corn: "{{segmentation | sample.camel.yaml:3 [load] route 'sample-trigger': Camel cannot start it: 'quartz://sample': There are 1 parameters that couldn't be set on the endpoint. Check the uri if the parameters are spelt correctly and that they are properties of the endpoint. Unknown parameters=[{corn=0 0 3 * * ?}]
            missing bean             | ref: sampleQuery      | ref: nope            | sample.camel.yaml:15 [load] route 'sample-plan': Camel cannot start it: No bean could be found in the registry for: nope
            missing property         | {{my.token}}          | {{my.tokken}}        | Property with key [my.tokken] not found in properties from text
            broken simple            | ${variable.state} ==  | ${variable.state} =! | sample.camel.yaml:15 [load] route 'sample-plan': Camel cannot start it:
            unknown component        | direct:sample-act     | dirrect:sample-act   | No endpoint could be found for: dirrect
            bad cron                 | 0 0 3 * * ?           | 0 0 3 * *            | sample.camel.yaml:3 [load] route 'sample-trigger': its cron is no Quartz expression: Unexpected end of expression. Expected six or seven fields
            """)
    void whatOnlyCamelKnowsIsToldWithItsPlace(String name, String good, String bad, String expected)
            throws IOException {
        write(SAMPLE, SAMPLE, good, bad);
        write(VENDOR, VENDOR, "x", "x");
        assertThat(gate.inspect(directory, GUIDE).findings())
                .as(name)
                .extracting(Finding::toString)
                .singleElement()
                .asString()
                .contains(expected);
    }

    @Test
    void problemsOfSeveralFilesAreToldAtOnceAndABrokenVendorFileOnlyOnce() throws IOException {
        write(SAMPLE, "one.camel.yaml", "x", "x");
        write(SAMPLE, "two.camel.yaml", "ref: sampleQuery", "ref: nope");
        write(SAMPLE, "three.camel.yaml", "- bean:", "- baen:");
        write(VENDOR, VENDOR, "x", "x");
        assertThat(gate.inspect(directory, GUIDE).findings())
                .extracting(Finding::file)
                .containsExactly("three.camel.yaml", "two.camel.yaml");

        write(VENDOR, VENDOR, "      effect: read\n", "");
        assertThat(gate.inspect(directory, GUIDE).findings())
                .extracting(Finding::file)
                .containsExactly(VENDOR);
    }

    @Test
    void aYamlErrorCarriesLineAndColumn() throws IOException {
        write(SAMPLE, SAMPLE, "- enrich:", "- enrihc:");
        write(VENDOR, VENDOR, "x", "x");
        Finding finding = gate.inspect(directory, GUIDE).findings().get(0);
        assertThat(finding.line()).isEqualTo(72);
        assertThat(finding.column()).isNotNull();
        assertThat(finding.message()).contains("Unknown node id: enrihc");
    }

    @Test
    void unselectedDialectsAreTriedToo() throws IOException {
        write(SAMPLE, SAMPLE, "x", "x");
        write(VENDOR, VENDOR, "x", "x");
        write(VENDOR, "vendors/genesys-published.camel.yaml", "kamelet:genesys-call/", "kamelet:genesys-cal/");
        assertThat(gate.inspect(directory, GUIDE).findings()).isEmpty();
        assertThat(gate.inspectEveryDialect(directory, GUIDE).findings())
                .extracting(Finding::file)
                .containsExactly("vendors/genesys-published.camel.yaml");
    }

    @Test
    void nothingToLoadIsAFinding() {
        assertThat(gate.inspect(directory, GUIDE).findings())
                .extracting(Finding::message)
                .singleElement()
                .asString()
                .contains("nothing to load");
    }

    private void write(String source, String target, String replaced, String by) throws IOException {
        Path file = directory.resolve(target);
        Files.createDirectories(file.getParent());
        Files.writeString(file, Files.readString(VALID.resolve(source)).replace(replaced, by));
    }

    private static CamelContext context() {
        DefaultCamelContext context = new DefaultCamelContext();
        Properties properties = new Properties();
        properties.setProperty("my.token", "canary");
        context.getPropertiesComponent().setInitialProperties(properties);
        for (String bean : new String[] {"sampleQuery", "sampleGroups", "sampleJudge"}) {
            context.getRegistry().bind(bean, new Sample());
        }
        context.getRegistry().bind("groupContacts", new UseLatestAggregationStrategy());
        try {
            context.addRoutes(new Blocks());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return context;
    }

    /** Stands for the decisions that the sample's routes ask. */
    public static final class Sample {
        public String of(String body) {
            return body;
        }

        public String keyOf(String body) {
            return body;
        }
    }

    private static final class Blocks extends RouteBuilder {
        @Override
        public void configure() {
            routeTemplate("genesys-call")
                    .templateParameter("method")
                    .templateParameter("path")
                    .templateParameter("effect")
                    .templateOptionalParameter("lookup")
                    .templateOptionalParameter("dataStatuses")
                    .from("kamelet:source")
                    .log("{{method}} {{path}} {{effect}}");
            routeTemplate("paged-read")
                    .templateParameter("operation")
                    .templateParameter("maxPages", "0")
                    .from("kamelet:source")
                    .to("direct:{{operation}}");
            from("direct:ask-for-run").routeId("ask-for-run").log("asked");
            from("direct:wake-delivery").routeId("wake-delivery").log("woken");
        }
    }
}
