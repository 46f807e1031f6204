package io.outboundroutes.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/** Every workflow is killed at every named point that it reaches: the deaths of the kill tests, as a table. */
class KilledTableTest {

    private static final Pattern POINT = Pattern.compile("reached\\(\"([a-z:-]+)\"\\)");

    /** Points that a workflow never reaches: one visit per item, no person is contacted, nothing is written at the vendor. */
    private static final Set<String> VISITS = Set.of("before-commit:advance", "after-commit:advance");

    private static final Set<String> WISHES = Set.of("before-commit:send-key", "after-commit:send-key");
    private static final Set<String> WRITES =
            Set.of("before-commit:sent", "after-commit:sent", "before-send", "after-send");
    private static final Map<String, Set<String>> NEVER = Map.of(
            SegmentationSteps.WORKFLOW, union(VISITS, WISHES),
            SchedulesSteps.WORKFLOW, WISHES,
            EngagementSteps.WORKFLOW, union(VISITS, WISHES),
            StatisticsSteps.WORKFLOW, union(union(VISITS, WISHES), WRITES));

    @Test
    void all14_everyWorkflowIsKilledAtEveryNamedPoint() throws IOException {
        Set<String> points = points();
        Map<String, Set<String>> deaths = deaths();
        Map<String, Set<String>> gaps = new TreeMap<>();
        deaths.forEach((workflow, died) -> {
            points.forEach(point -> System.out.printf(
                    "killed: %-20s %-22s %s%n",
                    workflow, point, died.contains(point) ? "halted and gone on with" : "never reached"));
            Set<String> gap = new TreeSet<>(points);
            gap.removeAll(died);
            gap.removeAll(NEVER.getOrDefault(workflow, Set.of()));
            gaps.put(workflow, gap);
        });
        assertThat(points).as("named points").hasSizeGreaterThan(10);
        assertThat(deaths.keySet())
                .isEqualTo(BatterySubject.ALL.stream()
                        .map(BatterySubject::workflow)
                        .collect(Collectors.toSet()));
        assertThat(gaps.values()).as(gaps::toString).allMatch(Set::isEmpty);
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        return Stream.concat(some.stream(), others.stream()).collect(Collectors.toSet());
    }

    /** The points that the program names. */
    private static Set<String> points() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> POINT.matcher(text(file)).results().map((MatchResult found) -> found.group(1)))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Set<String>> deaths() {
        Map<String, Set<String>> deaths = new TreeMap<>();
        add(deaths, SegmentationSteps.WORKFLOW, rows(KilledTest.deaths()));
        add(deaths, SchedulesSteps.WORKFLOW, rows(SchedulesKilledTest.deaths()));
        add(deaths, ContactsSteps.WORKFLOW, KilledContactsTest.DEATHS);
        BatteryKilledTest.DEATHS.forEach((workflow, died) -> add(deaths, workflow, died));
        KilledReplayTest.DEATHS.forEach((workflow, died) -> add(deaths, workflow, died));
        KilledCommitsTest.deaths().forEach((workflow, died) -> add(deaths, workflow, died));
        return deaths;
    }

    private static Collection<String> rows(Stream<Arguments> rows) {
        return rows.map(row -> String.valueOf(row.get()[0])).toList();
    }

    /** The number behind a point says for which time it is reached. */
    private static void add(Map<String, Set<String>> deaths, String workflow, Collection<String> died) {
        Set<String> all = deaths.computeIfAbsent(workflow, any -> new TreeSet<>());
        died.forEach(death -> all.add(death.split(" ", 2)[0]));
    }
}
