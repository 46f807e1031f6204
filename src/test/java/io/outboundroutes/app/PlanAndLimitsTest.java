package io.outboundroutes.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.Segment;
import io.outboundroutes.sandbox.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dry runs, ceilings, and the settings that change what is planned. */
class PlanAndLimitsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path folder;

    @Test
    void all13_aDryRunWritesNothingAndPlansWhatALiveRunCreates() throws IOException {
        try (SandboxServer sandbox = withFixedContacts();
                TestHouse house = open(sandbox, Map.of())) {
            Report dry = new Report(house.run(SegmentationSteps.WORKFLOW, Mode.DRY_RUN, false));

            assertThat(dry.status()).as(dry.toString()).isEqualTo("SUCCEEDED");
            assertThat(dry.json().get("mode")).isEqualTo("dry-run");
            assertThat(dry.outcomes().values()).containsOnly("planned");
            assertThat(dry.outcomes().keySet()).isEqualTo(FixedContacts.SEGMENTS.keySet());
            assertThat(dry.items())
                    .allSatisfy(item -> assertThat(((Map<?, ?>) item.get("body")).get("name"))
                            .isEqualTo(item.get("segmentName")));
            dry.assertHonestCounts();
            assertThat(sandbox.state().requests("segments-create")).isEmpty();
            assertThat(sandbox.state().webhooks()).isEmpty();
            assertThat(dry.webhook()).isEqualTo("none");
            assertThat(house.house().store().outbox().pending(dry.runId())).isZero();
            assertThat(house.house().store().groups().knownGroups(target(sandbox)))
                    .isEmpty();
            Path audit = folder.resolve("audit.jsonl");
            assertThat(Files.exists(audit) ? Files.readString(audit) : "").isEmpty();

            Report live = new Report(house.segment());
            assertThat(live.outcomes().keySet()).isEqualTo(dry.outcomes().keySet());
            assertThat(live.outcomes().values()).containsOnly("created");
            assertThat(house.house().store().groups().knownGroups(target(sandbox)))
                    .hasSize(FixedContacts.SEGMENTS.size());
        }
    }

    @Test
    void seg3_theStyleOfKeysCanBeChangedAndChangedBack() {
        try (SandboxServer sandbox = withFixedContacts()) {
            int groups = FixedContacts.SEGMENTS.size();
            try (TestHouse house = open(sandbox, Map.of())) {
                assertThat(new Report(house.segment()).count("created")).isEqualTo(groups);
            }
            try (TestHouse house = open(sandbox, Map.of("segmentation.group-key", "named"))) {
                Report named = new Report(house.segment());
                assertThat(named.status()).as(named.toString()).isEqualTo("SUCCEEDED");
                assertThat(named.count("created")).isEqualTo(groups);
                assertThat(named.count("obsolete")).isEqualTo(groups);
            }
            try (TestHouse house = open(sandbox, Map.of())) {
                Report back = new Report(house.segment());
                assertThat(back.status()).as(back.toString()).isEqualTo("SUCCEEDED");
                assertThat(back.count("unchanged")).isEqualTo(groups);
                assertThat(back.count("created")).isZero();
            }
        }
    }

    @Test
    void all12_anEmptyReadSucceedsWithAWarning() {
        try (SandboxServer sandbox = withFixedContacts();
                TestHouse house = open(sandbox, Map.of("segmentation.query", "status:nobody"))) {
            Report report = new Report(house.segment());

            assertThat(report.status()).as(report.toString()).isEqualTo("SUCCEEDED");
            assertThat(report.warningCodes()).containsExactly("empty-read");
            assertThat(report.count("contacts")).isZero();
            assertThat(report.itemsTotal()).isZero();
            report.assertHonestCounts();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "segmentation.max-pages, 2, seg1, incomplete-read",
        "segmentation.max-segments, 15, all23, ceiling-exceeded",
    })
    void all23_aCeilingFailsTheRunBeforeAnyWrite(String key, String value, String rule, String code) {
        try (SandboxServer sandbox = withFixedContacts();
                TestHouse house = open(sandbox, Map.of("segmentation.page-size", "10", key, value))) {
            Report report = new Report(house.segment());

            assertThat(report.status()).as(report.toString()).isEqualTo("FAILED");
            assertThat(report.errorCodes()).as(rule).containsExactly(code);
            assertThat(report.errors().get(0).get("message")).asString().contains(value);
            assertThat(sandbox.state().requests("segments-create")).isEmpty();
            assertThat(house.house().store().groups().knownGroups(target(sandbox)))
                    .isEmpty();
            report.assertHonestCounts();
        }
    }

    @Test
    void seg1_aReadOfExactlyTheCapIsComplete() {
        // 26 contacts in pages of 10.
        Map<String, String> cap = Map.of("segmentation.page-size", "10", "segmentation.max-pages", "3");
        try (SandboxServer sandbox = withFixedContacts();
                TestHouse house = open(sandbox, cap)) {
            assertThat(new Report(house.segment()).status()).isEqualTo("SUCCEEDED");
        }
    }

    @Test
    void all23_asManySegmentsAsTheCeilingAreAllowed() {
        try (SandboxServer sandbox = withFixedContacts();
                TestHouse house = open(sandbox, Map.of("segmentation.max-segments", "16"))) {
            assertThat(new Report(house.segment()).status()).isEqualTo("SUCCEEDED");
        }
    }

    @Test
    void seg5_theGuidesQueriesAreBareAndOverlapsAreToldOf() {
        try (SandboxServer sandbox =
                        SandboxServer.start(SandboxOptions.defaults().withContacts(0));
                TestHouse house = open(sandbox, Map.of("segmentation.query-style", "guide"))) {
            add(sandbox, "1", "{'region':'emea','product_tier':'gold'}");
            add(sandbox, "2", "{'region':'EMEA'}");

            Report report = new Report(house.segment());

            assertThat(report.status()).isEqualTo("SUCCEEDED");
            assertThat(sandbox.state().segments())
                    .extracting(Segment::query)
                    .containsExactlyInAnyOrder("region:emea AND product_tier:gold", "region:emea");
            assertThat(report.warningCodes()).containsExactly("query-covers-others");
        }
    }

    @Test
    void seg3_namedKeysTellAttributesApart() {
        try (SandboxServer sandbox =
                        SandboxServer.start(SandboxOptions.defaults().withContacts(0));
                TestHouse house = open(sandbox, Map.of("segmentation.group-key", "named"))) {
            add(sandbox, "1", "{'region':'emea','product_tier':'gold'}");
            add(sandbox, "2", "{'region':'gold','product_tier':'emea'}");
            add(sandbox, "3", "{'region':'Emea'}");
            add(sandbox, "4", "{'product_tier':'emea'}");

            Report report = new Report(house.segment());

            // printf %s 'product_tier=gold|region=emea' | sha256sum, and so on
            assertThat(report.outcomes().keySet())
                    .isEqualTo(Set.of(
                            "Auto_Segment_96c9322e732d8282",
                            "Auto_Segment_f544392defb74ca5",
                            "Auto_Segment_6dff0b4a62eabc09",
                            "Auto_Segment_86e1e7a71670a5e0"));
            assertThat(report.count("collisions")).isZero();
            assertThat(report.warningCodes()).isEmpty();
        }
    }

    @Test
    void seg5_verifyAsksForCountsAndWarnsOnlyWhereTheyDiffer() {
        // The guide's normalised values miss EMEA on a store that compares by case.
        Map<String, String> guide = Map.of("segmentation.verify", "true", "segmentation.query-style", "guide");
        try (SandboxServer sandbox =
                SandboxServer.start(SandboxOptions.defaults().withContacts(0))) {
            add(sandbox, "1", "{'region':'emea','product_tier':'gold'}");
            add(sandbox, "2", "{'region':'EMEA','product_tier':'gold'}");
            add(sandbox, "3", "{'region':'apac','product_tier':'gold'}");
            try (TestHouse house =
                    TestHouse.open(sandbox, folder.resolve("exact"), settings(Map.of("segmentation.verify", "true")))) {
                Report exact = new Report(house.segment());
                assertThat(exact.status()).as(exact.toString()).isEqualTo("SUCCEEDED");
                assertThat(exact.warningCodes()).isEmpty();
                // One page, the first again, and a count for each of two segments.
                assertThat(sandbox.state().requests("contacts-query")).hasSize(4);
            }
            try (TestHouse house = TestHouse.open(sandbox, folder.resolve("guide"), settings(guide))) {
                Report report = new Report(house.segment());
                assertThat(report.status()).isEqualTo("SUCCEEDED");
                assertThat(report.warningCodes()).containsExactly("query-count-differs");
            }
        }
    }

    @Test
    void seg5_aCountThatFailsIsAWarningAndTheSegmentIsCreatedAllTheSame() {
        try (SandboxServer sandbox =
                SandboxServer.start(SandboxOptions.defaults().withContacts(0))) {
            add(sandbox, "1", "{'region':'emea','product_tier':'gold'}");
            sandbox.fault(Fault.named("400").path("contacts-query").after(2));
            try (TestHouse house = open(sandbox, Map.of("segmentation.verify", "true"))) {
                Report report = new Report(house.segment());

                assertThat(report.status()).as(report.toString()).isEqualTo("SUCCEEDED");
                assertThat(report.warningCodes()).containsExactly("query-count-unverified");
                assertThat(sandbox.state().segments()).hasSize(1);
            }
        }
    }

    @Test
    void seg8_neighboursReadsTheSameContacts() {
        Map<String, String> neighbours = Map.of("segmentation.dedupe", "neighbours", "segmentation.page-size", "5");
        try (SandboxServer sandbox = withFixedContacts();
                TestHouse house = open(sandbox, neighbours)) {
            Report report = new Report(house.segment());

            assertThat(report.status()).as(report.toString()).isEqualTo("SUCCEEDED");
            assertThat(report.outcomes().keySet()).isEqualTo(FixedContacts.SEGMENTS.keySet());
            assertThat(report.count("contacts")).isEqualTo(FixedContacts.all().size());
        }
    }

    @Test
    void seg6_theNewestContactDecidesAndBoundsAreExclusive() {
        Map<String, String> ages = new TreeMap<>(Map.of(
                "just-under-2h", "2026-03-01T10:00:00.001Z",
                "exactly-2h", "2026-03-01T10:00:00.000Z",
                "exactly-12h", "2026-03-01T00:00:00Z",
                "exactly-48h", "2026-02-27T12:00:00",
                "under-48h", "2026-02-27T12:00:00.001",
                "future-4min", "2026-03-01T12:04:00Z",
                "future-6min", "2026-03-01T12:06:00Z",
                "unreadable", "yesterday"));
        assertThat(intervals(ages, Map.of()))
                .isEqualTo(Map.of(
                        "just-under-2h", "PT1H",
                        "exactly-2h", "PT4H",
                        "exactly-12h", "PT12H",
                        "exactly-48h", "PT24H",
                        "under-48h", "PT12H",
                        "future-4min", "PT1H",
                        "future-6min", "PT24H",
                        "unreadable", "PT24H"));
    }

    @Test
    void seg6_tiersAreConfigurable() {
        assertThat(intervals(
                        Map.of("new", "2026-03-01T11:31:00Z", "old", "2026-03-01T11:30:00Z"),
                        Map.of("segmentation.refresh-tiers", "30m=PT5M,else=P1D")))
                .isEqualTo(Map.of("new", "PT5M", "old", "PT24H"));
    }

    /** Runs with one group per entry (region = its name) at a fixed time; answers name → interval as posted. */
    private Map<String, String> intervals(Map<String, String> ages, Map<String, String> more) {
        Clock fixed = Clock.fixed(NOW, ZoneOffset.UTC);
        SandboxOptions options = SandboxOptions.defaults().withContacts(0).withClock(fixed);
        Surroundings around = new Surroundings(fixed, new Random(1), Checkpoint.NONE);
        try (SandboxServer sandbox = SandboxServer.start(options)) {
            ages.forEach((name, updated) -> {
                String attributes = "{'region':'" + name + "'}";
                sandbox.state().contacts().add(FixedContacts.contact(name, attributes, updated));
                sandbox.state()
                        .contacts()
                        .add(FixedContacts.contact(name + "-older", attributes, "2023-06-01T00:00:00Z"));
            });
            try (TestHouse house = TestHouse.open(sandbox, folder, settings(more), around)) {
                Report report = new Report(house.segment());
                assertThat(report.status()).as(report.toString()).isEqualTo("SUCCEEDED");
            }
            Map<String, String> intervals = new TreeMap<>();
            sandbox.state()
                    .segments()
                    .forEach(segment -> ages.keySet().stream()
                            .filter(name -> segment.query().contains("region:" + name + " "))
                            .forEach(name -> intervals.put(name, segment.refreshInterval())));
            return intervals;
        }
    }

    private TestHouse open(SandboxServer sandbox, Map<String, String> more) {
        return TestHouse.open(sandbox, folder, settings(more));
    }

    private static Map<String, String> settings(Map<String, String> more) {
        Map<String, String> settings = new TreeMap<>(Map.of("segmentation.query", FixedContacts.QUERY));
        settings.putAll(more);
        return settings;
    }

    /** The organisation whose groups the store keeps: host and port here. */
    private static String target(SandboxServer sandbox) {
        return sandbox.baseUri().getAuthority();
    }

    private static void add(SandboxServer sandbox, String id, String attributes) {
        sandbox.state().contacts().add(FixedContacts.contact(id, attributes, "2026-01-01T00:00:00Z"));
    }

    private static SandboxServer withFixedContacts() {
        SandboxServer sandbox = SandboxServer.start(SandboxOptions.defaults().withContacts(0));
        sandbox.state().contacts().replace(FixedContacts.all());
        return sandbox;
    }
}
