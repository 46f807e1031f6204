package io.outboundroutes.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outboundroutes.platform.run.AuditEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditFileTest {

    private final Path directory;
    private final Path path;
    private final AuditFile audit;

    AuditFileTest(@TempDir Path directory) {
        this.directory = directory;
        this.path = directory.resolve("data").resolve("audit.jsonl");
        this.audit = new AuditFile(path);
    }

    private static AuditEntry entry(int number) {
        return new AuditEntry(
                Instant.EPOCH.plusMillis(number), "run-1", "contact-segmentation", "TEST", Map.of("number", number));
    }

    private static List<AuditEntry> entries(int from, int to) {
        return IntStream.range(from, to).mapToObj(AuditFileTest::entry).toList();
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(path);
    }

    private void write(List<String> lines) throws IOException {
        Files.write(path, lines);
    }

    /**
     * The hashes: {@code printf '%s%s' <prevHash> '<line without prevHash and hash>' | sha256sum}, with sixty-four noughts
     * before the first line.
     */
    @Test
    void all14_goldenLines() throws IOException {
        Map<String, Object> first = new LinkedHashMap<>();
        first.put("segmentName", "Auto_Segment_ab");
        first.put("status", "SUCCESS");
        first.put("latencyMs", 12);
        Map<String, Object> second = new LinkedHashMap<>();
        second.put("segmentName", "Größe");
        second.put("status", "FAILED");
        String workflow = "contact-segmentation";
        String action = "SEGMENT_PROVISIONING";

        audit.append(List.of(
                new AuditEntry(Instant.parse("2024-01-01T00:00:00Z"), "run-1", workflow, action, first),
                new AuditEntry(Instant.parse("2024-01-01T00:00:01.5Z"), "run-1", workflow, action, second)));

        assertThat(lines())
                .containsExactly(
                        "{\"timestamp\":\"2024-01-01T00:00:00.000Z\",\"runId\":\"run-1\",\"workflow\":\"contact-segmentation\","
                                + "\"action\":\"SEGMENT_PROVISIONING\",\"details\":{\"segmentName\":\"Auto_Segment_ab\","
                                + "\"status\":\"SUCCESS\",\"latencyMs\":12},"
                                + "\"prevHash\":\"0000000000000000000000000000000000000000000000000000000000000000\","
                                + "\"hash\":\"655618f27925fbeb8b77ea96bff8864fafb67095cfb961df29b1a19c3f1e6ebf\"}",
                        "{\"timestamp\":\"2024-01-01T00:00:01.500Z\",\"runId\":\"run-1\",\"workflow\":\"contact-segmentation\","
                                + "\"action\":\"SEGMENT_PROVISIONING\",\"details\":{\"segmentName\":\"Gr\\u00F6\\u00DFe\","
                                + "\"status\":\"FAILED\"},"
                                + "\"prevHash\":\"655618f27925fbeb8b77ea96bff8864fafb67095cfb961df29b1a19c3f1e6ebf\","
                                + "\"hash\":\"2493eed91648b4761538f0ec7e50da6fb25e4e85c125e886284a30561ec23f24\"}");
        assertThat(audit.verify())
                .isEqualTo(
                        new Verification.Intact(2, "2493eed91648b4761538f0ec7e50da6fb25e4e85c125e886284a30561ec23f24"));
    }

    @Test
    void all14_aTrailThatDoesNotExistIsIntact() {
        assertThat(audit.verify()).isEqualTo(new Verification.Intact(0, "0".repeat(64)));
    }

    @Test
    void all14_anEditedLineShows() throws IOException {
        audit.append(entries(0, 5));
        List<String> lines = new ArrayList<>(lines());
        lines.set(2, lines.get(2).replace("run-1", "run-2"));
        write(lines);

        assertThat(audit.verify())
                .isEqualTo(new Verification.Broken(3, "it was edited: its hash does not belong to its content"));
    }

    @Test
    void all14_aRemovedLineShows() throws IOException {
        audit.append(entries(0, 5));
        List<String> lines = new ArrayList<>(lines());
        lines.remove(2);
        write(lines);

        assertThat(audit.verify()).isEqualTo(new Verification.Broken(3, "the line before it was removed or replaced"));
    }

    @Test
    void all14_reorderedLinesShow() throws IOException {
        audit.append(entries(0, 5));
        List<String> lines = new ArrayList<>(lines());
        Collections.swap(lines, 2, 3);
        write(lines);

        assertThat(audit.verify())
                .isEqualTo(new Verification.Broken(3, "lines were reordered or repeated: it belongs behind line 4"));
    }

    @Test
    void all14_aForeignLineShows() throws IOException {
        audit.append(entries(0, 3));
        List<String> lines = new ArrayList<>(lines());
        lines.add(1, "{}");
        write(lines);

        assertThat(audit.verify())
                .isEqualTo(new Verification.Broken(2, "it is no audit line: edited, or written by something else"));
    }

    @Test
    void all14_linesRemovedFromTheEndShowEvenAfterMoreWereWritten() throws IOException {
        audit.append(entries(0, 5));
        write(lines().subList(0, 3));
        Verification.Broken broken =
                new Verification.Broken(4, "lines were removed from the end: the newest one is not there");

        assertThat(audit.verify()).isEqualTo(broken);
        audit.append(entries(5, 6));
        assertThat(audit.verify()).isEqualTo(new Verification.Broken(5, broken.why()));
    }

    @Test
    void all14_twoTrailsPutTogetherShow() throws IOException {
        audit.append(entries(0, 2));
        List<String> lines = new ArrayList<>(lines());
        Files.delete(path);
        audit.append(entries(2, 3));
        lines.addAll(lines());
        write(lines);

        assertThat(audit.verify())
                .isInstanceOfSatisfying(
                        Verification.Broken.class,
                        broken -> assertThat(broken.line()).isEqualTo(3));
    }

    @Test
    void all14_anAppendRepeatedAfterACrashDoublesNothing() throws IOException {
        audit.append(entries(0, 1000));
        audit.append(entries(1000, 2000));
        new AuditFile(path).append(entries(1000, 2000));
        audit.append(entries(0, 1000));
        audit.append(List.of(entry(1999), entry(2000)));

        assertThat(lines()).hasSize(2001);
        assertThat(audit.verify()).isInstanceOf(Verification.Intact.class);
    }

    @Test
    void all14_entriesThatAreTheSameInEverythingAreALineEach() throws IOException {
        audit.append(List.of(entry(1), entry(1), entry(2)));
        new AuditFile(path).append(List.of(entry(1), entry(1), entry(2), entry(2)));

        assertThat(lines()).hasSize(4);
        assertThat(audit.verify()).isInstanceOf(Verification.Intact.class);
    }

    @Test
    void onlyTheLastTwoThousandLinesAreCompared() throws IOException {
        audit.append(entries(0, 1000));
        audit.append(entries(1000, 2000));
        audit.append(entries(2000, 2001));
        AuditFile other = new AuditFile(path);
        other.append(entries(0, 2));

        assertThat(lines()).hasSize(2003);
        assertThat(audit.verify()).isInstanceOf(Verification.Intact.class);
    }

    @Test
    void moreThanAThousandAtATimeAreRefused() {
        assertThatThrownBy(() -> audit.append(entries(0, 1001))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void all14_aLineTornByACrashIsCutOffAndTheChainGoesOn() throws IOException {
        audit.append(entries(0, 2));
        Files.writeString(path, "{\"timestamp\":\"2024-01-01T00", StandardOpenOption.APPEND);

        assertThat(audit.verify()).isInstanceOf(Verification.Intact.class);
        audit.append(entries(2, 3));

        assertThat(lines()).hasSize(3);
        assertThat(audit.verify()).isEqualTo(new AuditFile(path).verify()).isInstanceOf(Verification.Intact.class);
    }

    @Test
    void all14_aFileThatIsNothingButATornLineBeginsAnew() throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        Files.writeString(path, "{\"timest");

        audit.append(entries(0, 1));

        assertThat(audit.verify())
                .isInstanceOfSatisfying(
                        Verification.Intact.class,
                        intact -> assertThat(intact.lines()).isEqualTo(1));
    }

    @Test
    void all14_aForeignLastLineStopsTheChainWithARemedy() throws IOException {
        audit.append(entries(0, 1));
        Files.writeString(path, "a note by hand\n{\"torn", StandardOpenOption.APPEND);

        assertThatThrownBy(() -> audit.append(entries(1, 2)))
                .isInstanceOf(AuditUnavailable.class)
                .hasMessageContaining(path.toString())
                .hasMessageEndingWith("move the file away to begin a new one");
        Files.delete(path);
        audit.append(entries(1, 2));
        assertThat(lines()).hasSize(1);
    }

    @Test
    void all14_aFileRotatedAwayBeginsANewChain() throws IOException {
        audit.append(entries(0, 3));
        Files.move(path, path.resolveSibling("audit.1.jsonl"));
        // As many bytes as before, so that only the content tells the files apart.
        new AuditFile(path).append(entries(3, 6));
        audit.append(entries(6, 7));

        assertThat(lines()).hasSize(4);
        assertThat(audit.verify()).isInstanceOf(Verification.Intact.class);
    }

    @Test
    void all20_theFileItsLockAndItsDirectoryAreTheOwnersAlone() throws IOException {
        audit.append(entries(0, 1));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(path.resolveSibling("audit.jsonl.lock"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(path.toAbsolutePath().getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void all14_anUnwritableFileIsToldWithPathAndRemedy() throws IOException {
        Path notADirectory = Files.createFile(directory.resolve("file"));
        AuditFile blocked = new AuditFile(notADirectory.resolve("audit.jsonl"));

        assertThatThrownBy(blocked::checkWritable)
                .isInstanceOf(AuditUnavailable.class)
                .hasMessageStartingWith("audit.log = '" + notADirectory.resolve("audit.jsonl") + "': cannot be written")
                .hasMessageContaining("AUDIT_LOG");
    }

    @Test
    void all14_anInterruptionNeitherStopsAnAppendNorGetsLost() throws IOException {
        Thread.currentThread().interrupt();

        audit.append(entries(0, 2));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(lines()).hasSize(2);
    }

    @Test
    void lineBreaksInDetailsStayInsideTheLine() throws IOException {
        audit.append(List.of(
                new AuditEntry(Instant.EPOCH, "run-1", "w", "TEST", Map.of("reason", "a\nb\u2028c\u0085d\u001B[31m"))));

        assertThat(Files.readString(path, StandardCharsets.US_ASCII).lines()).hasSize(1);
        assertThat(audit.verify()).isInstanceOf(Verification.Intact.class);
    }
}
