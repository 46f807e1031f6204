package io.outboundroutes.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.platform.config.Settings;
import io.outboundroutes.platform.config.SettingsSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the route files say of themselves before Camel reads them. */
class WorkflowVendorsTest {

    private static final Path ROUTES = Path.of("routes");
    private static final Pattern ROUTE_OR_CALL =
            Pattern.compile("(?m)^    id: (\\S+)$|kamelet:(genesys|cxone)-call/(\\S+)");

    @Test
    void all3_theOperationsOfAWorkflowAreThoseThatItsFileNames() {
        assertThat(WorkflowVendors.operations(ROUTES, "contact-segmentation"))
                .contains("genesys-query-contacts", "genesys-create-segment")
                .doesNotContain("genesys-start-conversation");
        assertThat(WorkflowVendors.operations(ROUTES, "none")).isEmpty();
    }

    @Test
    void all3_whatAnOperationCallsInTurnBelongsToTheWorkflowToo() {
        assertThat(WorkflowVendors.operations(ROUTES, "campaign-schedules"))
                .as("read-schedules pages list-schedules, and create-schedule has a look-up")
                .contains("genesys-read-schedules", "genesys-list-schedules", "genesys-find-schedule");
    }

    @Test
    void all3_aWorkflowIsSwitchedOnByTheKeyThatItsFileNames(@TempDir Path routes) throws IOException {
        for (String workflow : List.of("one", "two", "three")) {
            Files.writeString(
                    routes.resolve(workflow + ".camel.yaml"), "autoStartup: \"{{" + workflow + ".enabled}}\"");
        }
        Files.writeString(routes.resolve("four.camel.yaml"), "# no switch");
        Settings settings = Settings.load(SettingsSources.none()
                .program(Map.of(
                        "one.enabled", "true",
                        "two.enabled", "false",
                        "segmentation.enabled", "true",
                        "routes.dir", routes.toString())));

        assertThat(WorkflowVendors.switchedOn(settings, routes, "segmentation.enabled"))
                .isEqualTo(Set.of("one", "four"));
        assertThat(WorkflowVendors.switchedOn(settings, routes, "two.enabled")).isEqualTo(Set.of("one"));
    }

    /** The scope check finds an operation by the name of its route. */
    @Test
    void all3_theRouteOfEachCallIsNamedAfterVendorAndOperation() throws IOException {
        List<String> calls = new ArrayList<>();
        try (Stream<Path> files = Files.list(ROUTES.resolve("vendors"))) {
            for (Path file : files.toList()) {
                Matcher match = ROUTE_OR_CALL.matcher(Files.readString(file));
                String route = "";
                while (match.find()) {
                    if (match.group(1) != null) {
                        route = match.group(1);
                    } else {
                        assertThat(route).isEqualTo(match.group(2) + "-" + match.group(3));
                        calls.add(route);
                    }
                }
            }
        }
        System.out.println("house: calls in routes/vendors: " + calls);
        assertThat(calls).contains("genesys-create-segment", "genesys-campaign-statistics");
    }
}
