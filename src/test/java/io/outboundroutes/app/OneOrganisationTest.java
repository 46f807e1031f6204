package io.outboundroutes.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outboundroutes.platform.config.ConfigException;
import io.outboundroutes.platform.config.ConfigProblem;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.platform.store.Database;
import io.outboundroutes.platform.store.OldStore;
import io.outboundroutes.platform.store.StoreCopy;
import io.outboundroutes.platform.store.StoreSettings;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.list.ContactLists;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two organisations of one region have one host, and a store remembers by the host what was done. */
class OneOrganisationTest {

    private static final SandboxOptions ONE =
            SandboxOptions.defaults().withContacts(40).withClient("one", "one-secret");

    @TempDir
    Path folder;

    private SandboxServer vendor;

    @BeforeEach
    void start() {
        vendor = SandboxServer.start(ONE);
    }

    @AfterEach
    void stop() {
        vendor.close();
    }

    private Map<String, String> as(String client) {
        return new HashMap<>(Map.of(
                "genesys.base-url",
                vendor.baseUri().toString(),
                "genesys.client-id",
                client,
                "genesys.client-secret",
                client + "-secret"));
    }

    private TestHouse open(String client) {
        return TestHouse.openAsConfigured(folder, as(client));
    }

    /** The region, when the other organisation's client comes: the address is the same. */
    private void letIn(String client) {
        int port = vendor.port();
        vendor.close();
        vendor = SandboxServer.start(ONE.withPort(port).withClient(client, client + "-secret"));
    }

    private static long clients(TestHouse house) {
        return StoreCopy.counts(house.house().store()).getOrDefault("vendor_client", -1L);
    }

    @Test
    void anotherOrganisationsClientIsRefusedBeforeAnythingIsSent() {
        try (TestHouse house = open("one")) {
            assertThat(house.segment().get("status")).isEqualTo("SUCCEEDED");
        }
        letIn("other");

        assertThatThrownBy(() -> open("other"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("genesys.client-id (")
                .hasMessageContaining("the store at jdbc:h2:file:" + folder.resolve("db/outbound") + " remembers")
                .hasMessageContaining("127.0.0.1:" + vendor.port() + " through another OAuth client, known since 20")
                .hasMessageContaining("would be taken for done", "unfinished runs and waiting contacts")
                .hasMessageContaining("STORE_URL")
                .hasMessageContaining("outbound store same-organisation genesys");

        assertThat(vendor.state().requests()).as("not even for a token").isEmpty();
        letIn("one");
        try (TestHouse house = open("one")) {
            assertThat(house.segment().get("status"))
                    .as("the first one goes on")
                    .isEqualTo("SUCCEEDED");
        }
    }

    @Test
    void theProblemsOfAllVendorsAreToldAtOnce() {
        try (TestHouse house = TestHouse.openAsConfigured(folder, withCxone(as("one"), "one"))) {
            house.segment();
            house.run("engagement-sync", Mode.DRY_RUN, false);
            assertThat(clients(house)).as("one of each vendor, at one host").isEqualTo(2);
        }

        assertThatThrownBy(() -> TestHouse.openAsConfigured(folder, withCxone(as("other"), "third")))
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        e -> assertThat(e.problems())
                                .extracting(ConfigProblem::key)
                                .containsExactly("genesys.client-id", "cxone.client-id"));
    }

    private Map<String, String> withCxone(Map<String, String> settings, String client) {
        settings.putAll(Map.of(
                "cxone.base-url",
                vendor.baseUri().toString(),
                "cxone.client-id",
                client,
                "cxone.client-secret",
                client + "-secret",
                "engagement.source-list-id",
                ContactLists.SOURCE,
                "engagement.target-list-id",
                ContactLists.TARGET));
        return settings;
    }

    @Test
    void aClientThatWasNeverLetInHasDoneNothing() {
        try (TestHouse house = open("misspelt")) {
            assertThat(house.segment().get("status")).isEqualTo("FAILED");
            assertThat(clients(house)).isEqualTo(0);
        }

        try (TestHouse house = open("one")) {
            assertThat(house.segment().get("status")).isEqualTo("SUCCEEDED");
        }
    }

    @Test
    void ofTwoClientsThatStartTogetherTheSecondIsRefusedWithItsToken() {
        try (TestHouse one = open("one");
                TestHouse other = open("other")) {
            one.segment();
            letIn("other");

            Map<?, ?> report = other.run(SegmentationSteps.WORKFLOW, Mode.LIVE, true);

            assertThat(report.get("status")).isEqualTo("FAILED");
            assertThat(String.valueOf(report.get("errors"))).contains("another OAuth client", "same-organisation");
            assertThat(vendor.state().requests())
                    .extracting(request -> request.operation())
                    .containsOnly("token");
        }
    }

    @Test
    void nodesOfOneOrganisationStartTogether() {
        try (TestHouse one = open("one");
                TestHouse two = open("one")) {
            assertThat(one.segment().get("status")).isEqualTo("SUCCEEDED");
            assertThat(two.segment().get("status")).isEqualTo("SUCCEEDED");
            assertThat(clients(two)).isEqualTo(1);
        }
    }

    @Test
    void aStoreFromBeforeTakesTheFirstClientThatComes() throws Exception {
        StoreSettings old = Database.H2.fresh(folder);
        OldStore.make(old, "127.0.0.1:" + vendor.port());
        Map<String, String> settings = as("one");
        settings.put("store.url", old.url());
        try (TestHouse house = TestHouse.openAsConfigured(folder, settings)) {
            house.run("campaign-statistics", Mode.DRY_RUN, false);
            assertThat(clients(house)).isEqualTo(1);
        }

        Map<String, String> others = as("other");
        others.put("store.url", old.url());
        assertThatThrownBy(() -> TestHouse.openAsConfigured(folder, others)).isInstanceOf(ConfigException.class);
    }

    @Test
    void theSandboxStandsForNobody() throws Exception {
        Path shared = Files.createDirectory(folder.resolve("shared"));
        try (TestHouse house = TestHouse.open(vendor, shared, Map.of())) {
            house.segment();
            assertThat(clients(house)).isEqualTo(0);
        }
    }
}
