package io.outboundroutes.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outboundroutes.platform.run.AuditEntry;
import io.outboundroutes.platform.run.RunRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AuditRelayTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @ParameterizedTest
    @EnumSource
    void all14_linesAreHandedOverInOrderAndOnce(Database database) {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            List<AuditEntry> entries = entries("x", 1203);
            store.audit().add(entries);
            List<AuditEntry> handed = new ArrayList<>();

            assertThat(store.audit().flush(handed::addAll)).isEqualTo(1203);
            assertThat(store.audit().flush(handed::addAll)).isZero();

            assertThat(handed).isEqualTo(entries);
        }
    }

    @ParameterizedTest
    @EnumSource
    void all14_linesOfOneMomentAreHandedOverTogether(Database database) {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            Instant start = Instant.parse("2026-11-21T10:00:00Z");
            List<AuditEntry> entries = new ArrayList<>();
            for (int i = 0; i < 1203; i++) {
                entries.add(new AuditEntry(start.plusMillis(i / 7), "x", Samples.WORKFLOW, "action", Map.of("a", 1)));
            }
            store.audit().add(entries);
            List<List<AuditEntry>> handed = new ArrayList<>();

            assertThat(store.audit().flush(handed::add)).isEqualTo(1203);

            assertThat(handed.stream().flatMap(List::stream)).containsExactlyElementsOf(entries);
            assertThat(handed).hasSizeGreaterThan(2);
            for (int i = 1; i < handed.size(); i++) {
                List<AuditEntry> before = handed.get(i - 1);
                assertThat(handed.get(i).get(0).timestamp())
                        .isNotEqualTo(before.get(before.size() - 1).timestamp());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void all14_linesThatTheSinkCouldNotKeepStayPending(Database database) {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            store.audit().add(entries("x", 2));

            assertThatThrownBy(() -> store.audit().flush(lines -> {
                        throw new IllegalStateException("disk full");
                    }))
                    .hasMessage("disk full");

            assertThat(store.audit().pending()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void all14_twoProcessesNeverHandOverAtTheSameTime(Database database) throws Exception {
        StoreSettings settings = database.fresh(folder);
        try (Store first = Database.open(settings, "a");
                Store second = Database.open(settings, "b")) {
            first.audit().add(entries("x", 1100));
            AtomicInteger inside = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            ConcurrentLinkedQueue<AuditEntry> handed = new ConcurrentLinkedQueue<>();

            RunStoreTest.together(
                    4,
                    i -> () -> (i % 2 == 0 ? first : second).audit().flush(lines -> {
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        handed.addAll(lines);
                        inside.decrementAndGet();
                    }));

            assertThat(most).hasValue(1);
            assertThat(handed).containsExactlyElementsOf(entries("x", 1100));
        }
    }

    @ParameterizedTest
    @EnumSource
    void all14_aCommandLineLeavesTheLinesOfNodesRunsToNodes(Database database) {
        StoreSettings settings = database.fresh(folder);
        try (Store dead = Database.open(settings, "dead");
                Store line = Database.open(settings, "line");
                Store node = Database.open(settings, "node")) {
            node.takeAll();
            String nodes = begun(dead, Samples.rest(null));
            List<AuditEntry> left = entries(nodes, 501);
            List<AuditEntry> own = List.of(
                    Samples.audit(begun(dead, Samples.cli(null, null)), "of-a-command-line"),
                    Samples.audit(begun(line, Samples.rest(null)), "of-a-run-that-it-executes"),
                    Samples.audit("none", "of-no-run"),
                    Samples.audit(nodes, "OPERATOR_RUN_CANCELLED"));
            dead.audit().add(left);
            dead.audit().add(own);
            List<AuditEntry> ofLine = new ArrayList<>();
            List<AuditEntry> ofNode = new ArrayList<>();

            line.audit().flush(ofLine::addAll);
            assertThat(line.audit().flush(ofLine::addAll)).isZero();
            node.audit().flush(ofNode::addAll);

            assertThat(ofLine).isEqualTo(own);
            assertThat(ofNode).isEqualTo(left);
        }
    }

    private static String begun(Store store, RunRequest request) {
        String id = store.runs().ask(request).id();
        assertThat(store.runs().begin(id)).isPresent();
        return id;
    }

    private static List<AuditEntry> entries(String run, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Samples.audit(run, "action-" + i))
                .toList();
    }
}
