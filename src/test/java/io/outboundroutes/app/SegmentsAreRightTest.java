package io.outboundroutes.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.Segment;
import io.outboundroutes.testing.Contract;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The segments wanted are the segments made, asked of the vendor by somebody who uses none of our code. */
class SegmentsAreRightTest {

    private static final int MANY = 10_000;
    private static final Map<String, String> FIXED = Map.of("segmentation.query", FixedContacts.QUERY);

    @TempDir
    Path folder;

    @Test
    void seg3_fixedContactsMakeExactlyTheExpectedSegmentsAndEachQuerySelectsItsGroup() {
        try (SandboxServer sandbox = withFixedContacts();
                TestHouse house = TestHouse.open(sandbox, folder, FIXED)) {
            Report report = new Report(house.segment());

            assertThat(report.status()).as(report.toString()).isEqualTo("SUCCEEDED");
            assertThat(selected(sandbox)).isEqualTo(FixedContacts.SEGMENTS);
            assertThat(report.outcomes().keySet()).isEqualTo(FixedContacts.SEGMENTS.keySet());
            assertThat(report.count("collisions")).isEqualTo(3);
            assertThat(report.count("unclassified")).isEqualTo(FixedContacts.UNCLASSIFIED);
            assertThat(report.count("rejected")).isEqualTo(FixedContacts.REJECTED);
            assertThat(report.warningCodes())
                    .contains("unclassified-contacts", "rejected-contacts", "group-key-collision");
            report.items()
                    .forEach(item -> assertThat(((Number) item.get("contactCount")).intValue())
                            .isEqualTo(FixedContacts.SEGMENTS
                                    .get(Report.text(item, "segmentName"))
                                    .size()));
            report.assertHonestCounts();
            assertThat(Contract.violations(sandbox.state().requests())).isEmpty();
        }
    }

    @Test
    void seg5_valuesWithControlCharactersAreRefusedByNameAndTheRestGoOn() {
        try (SandboxServer sandbox = withFixedContacts();
                TestHouse house = TestHouse.open(sandbox, folder, FIXED)) {
            sandbox.state()
                    .contacts()
                    .add(FixedContacts.contact(
                            "control", "{'region':'a\\u0007b','product_tier':'x'}", "2026-01-01T00:00:00Z"));

            Report report = new Report(house.segment());

            assertThat(report.status()).isEqualTo("PARTIAL");
            assertThat(report.count("failed")).isEqualTo(1);
            assertThat(report.items().get(0).get("reason"))
                    .asString()
                    .contains("region", "U+0007")
                    .doesNotContain("\u0007");
            assertThat(selected(sandbox)).isEqualTo(FixedContacts.SEGMENTS);
            report.assertHonestCounts();
        }
    }

    @Test
    void seg3_namesDoNotDependOnTheOrderInWhichContactsArrive() {
        try (SandboxServer sandbox = withFixedContacts()) {
            List<ObjectNode> reversed = new ArrayList<>(FixedContacts.all());
            Collections.reverse(reversed);
            // Newest first: the last one of the list becomes the first one read.
            for (int i = 0; i < reversed.size(); i++) {
                reversed.get(i).put("updatedTimestamp", String.format(Locale.ROOT, "2026-01-01T00:00:%02d.000Z", i));
            }
            sandbox.state().contacts().replace(reversed);
            try (TestHouse house = TestHouse.open(sandbox, folder, FIXED)) {
                house.segment();
                assertThat(selected(sandbox)).isEqualTo(FixedContacts.SEGMENTS);
            }
        }
    }

    @Test
    void seg3_aNameOnceGivenStaysWhenASmallerFormAppears() {
        try (SandboxServer sandbox =
                        SandboxServer.start(SandboxOptions.defaults().withContacts(0));
                TestHouse house = TestHouse.open(sandbox, folder, FIXED)) {
            String plain = "Auto_Segment_ebdc1964afb47221";
            sandbox.state()
                    .contacts()
                    .add(FixedContacts.contact("1", "{'region':'emea','product_tier':'gold'}", "2026-01-01T00:00:00Z"));
            assertThat(new Report(house.segment()).outcomes()).isEqualTo(Map.of(plain, "created"));
            sandbox.state()
                    .contacts()
                    .add(FixedContacts.contact("2", "{'region':'gold','product_tier':'emea'}", "2026-01-01T00:00:00Z"));

            Report second = new Report(house.segment());

            // product_tier=emea|region=gold is the smaller form; the plain key belongs to the other one by now.
            assertThat(second.outcomes()).isEqualTo(Map.of(plain, "unchanged", plain + "-f544392d", "created"));
            assertThat(selected(sandbox)).isEqualTo(Map.of(plain, Set.of("1"), plain + "-f544392d", Set.of("2")));
        }
    }

    @Test
    void seg7_unchangedExistsAgainAndObsolete() {
        try (SandboxServer sandbox = withFixedContacts()) {
            Set<String> names = FixedContacts.SEGMENTS.keySet();
            try (TestHouse house = TestHouse.open(sandbox, folder.resolve("one"), FIXED)) {
                house.segment();
                int posted = sandbox.state().requests("segments-create").size();

                assertAll(new Report(house.segment()), names, "unchanged");
                assertThat(sandbox.state().requests("segments-create")).hasSize(posted);

                assertAll(new Report(house.run(SegmentationSteps.WORKFLOW, Mode.LIVE, true)), names, "exists");
                assertThat(sandbox.state().requests("segments-create")).hasSize(2 * posted);

                assertAll(new Report(house.segment()), names, "unchanged");
                assertThat(sandbox.state().requests("segments-create")).hasSize(2 * posted);

                // A group of one contact moves away: its old segment stays, and is told of.
                List<ObjectNode> changed = FixedContacts.all();
                changed.removeIf(contact -> contact.path("id").asText().equals("quotes"));
                sandbox.state().contacts().replace(changed);
                Report moved = new Report(house.segment());
                assertThat(moved.status()).isEqualTo("SUCCEEDED");
                assertThat(moved.count("obsolete")).isEqualTo(1);
                assertThat(moved.outcomes()).containsEntry("Auto_Segment_b462787a53b79a78", "obsolete");
                assertThat(moved.count("unchanged")).isEqualTo(names.size() - 1);
                moved.assertHonestCounts();
                assertThat(sandbox.state().requests("segments-create")).hasSize(2 * posted);
            }
            sandbox.state().contacts().replace(FixedContacts.all());
            try (TestHouse newStore = TestHouse.open(sandbox, folder.resolve("two"), FIXED)) {
                Report report = new Report(newStore.segment());
                assertAll(report, names, "exists");
                assertAll(new Report(newStore.segment()), names, "exists");

                List<ObjectNode> changed = FixedContacts.all();
                changed.removeIf(contact -> contact.path("id").asText().equals("quotes"));
                sandbox.state().contacts().replace(changed);
                Report moved = new Report(newStore.segment());
                assertThat(moved.outcomes()).containsEntry("Auto_Segment_b462787a53b79a78", "obsolete");
                assertThat(moved.count("obsolete")).isEqualTo(1);
            }
            assertThat(sandbox.state().segments()).hasSize(names.size());
        }
    }

    private static void assertAll(Report report, Set<String> names, String outcome) {
        assertThat(report.status()).as(report.toString()).isEqualTo("SUCCEEDED");
        assertThat(report.outcomes().keySet()).isEqualTo(names);
        assertThat(report.outcomes().values()).containsOnly(outcome);
        report.assertHonestCounts();
    }

    @Test
    void seg3_tenThousandContactsMakeTheSegmentsThatAreComputedOtherwise() throws Exception {
        try (SandboxServer sandbox =
                        SandboxServer.start(SandboxOptions.defaults().withContacts(MANY));
                TestHouse house = TestHouse.open(sandbox, folder, Map.of())) {
            Report report = new Report(house.segment());
            Map<Map<String, String>, Set<String>> groups = groupsOfTheVendor(new VendorView(sandbox));

            assertThat(report.status()).as(report.toString()).isEqualTo("SUCCEEDED");
            assertThat(groups).hasSizeBetween(30, 45);
            assertThat(selected(sandbox)).isEqualTo(named(groups));
            assertThat(report.count("created")).isEqualTo(groups.size());
            assertThat(Set.copyOf(report.warningCodes()))
                    .as("what the demo's report warns of")
                    .isEqualTo(Set.of("unclassified-contacts", "rejected-contacts", "group-key-collision"));
            assertThat(report.warningCodes()).hasSizeLessThanOrEqualTo(8);
            report.assertHonestCounts();
        }
    }

    /** Groups by simple code of this test's own: attribute → value to contact ids. */
    private static Map<Map<String, String>, Set<String>> groupsOfTheVendor(VendorView vendor) {
        Map<Map<String, String>, Set<String>> groups = new HashMap<>();
        String query = "status:ready AND customAttribute1:premium AND updatedTimestamp:[2023-01-01T00:00:00.000Z TO *]";
        for (JsonNode contact : vendor.contacts(query)) {
            JsonNode region = contact.path("customAttributes").path("region");
            JsonNode tier = contact.path("customAttributes").path("product_tier");
            if (region.isContainerNode() || tier.isContainerNode()) {
                continue;
            }
            Map<String, String> pairs = new TreeMap<>();
            put(pairs, "region", region);
            put(pairs, "product_tier", tier);
            if (!pairs.isEmpty()) {
                groups.computeIfAbsent(pairs, any -> new TreeSet<>())
                        .add(contact.path("id").asText());
            }
        }
        return groups;
    }

    private static void put(Map<String, String> pairs, String name, JsonNode value) {
        String text = value.isNull()
                ? ""
                : Normalizer.normalize(value.asText(), Normalizer.Form.NFC)
                        .strip()
                        .toLowerCase(Locale.ROOT);
        if (!text.isEmpty()) {
            pairs.put(name, text);
        }
    }

    private static Map<String, Set<String>> named(Map<Map<String, String>, Set<String>> groups) throws Exception {
        Map<String, Map<String, Set<String>>> byKey = new TreeMap<>();
        for (Map.Entry<Map<String, String>, Set<String>> group : groups.entrySet()) {
            String joined = String.join("|", new TreeSet<>(group.getKey().values()));
            if (group.getKey().size() == 2
                    && Set.copyOf(group.getKey().values()).size() == 1) {
                joined = joined + "|" + joined;
            }
            List<String> pairs = new ArrayList<>();
            group.getKey()
                    .forEach((name, value) -> pairs.add(name + "="
                            + value.replace("\\", "\\\\").replace("=", "\\=").replace("|", "\\|")));
            Collections.sort(pairs);
            byKey.computeIfAbsent(sha256(joined).substring(0, 16), any -> new TreeMap<>())
                    .put(String.join("|", pairs), group.getValue());
        }
        Map<String, Set<String>> named = new TreeMap<>();
        for (Map.Entry<String, Map<String, Set<String>>> key : byKey.entrySet()) {
            String name = "Auto_Segment_" + key.getKey();
            for (Map.Entry<String, Set<String>> group : key.getValue().entrySet()) {
                named.put(
                        named.containsKey(name)
                                ? name + "-" + sha256(group.getKey()).substring(0, 8)
                                : name,
                        group.getValue());
            }
        }
        return named;
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static SandboxServer withFixedContacts() {
        SandboxServer sandbox = SandboxServer.start(SandboxOptions.defaults().withContacts(0));
        sandbox.state().contacts().replace(FixedContacts.all());
        return sandbox;
    }

    /** Each segment of the vendor with the contacts that its query selects there. */
    private static Map<String, Set<String>> selected(SandboxServer sandbox) {
        VendorView vendor = new VendorView(sandbox);
        Map<String, Set<String>> selected = new TreeMap<>();
        for (Segment segment : sandbox.state().segments()) {
            selected.put(segment.name(), vendor.ids(segment.query()));
        }
        return selected;
    }
}
