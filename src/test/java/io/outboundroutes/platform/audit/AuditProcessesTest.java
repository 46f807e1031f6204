package io.outboundroutes.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class AuditProcessesTest {

    private static final int LINES = 150;

    @Test
    @Timeout(120)
    void all14_twoProcessesAndTwoThreadsOnOneFileNeverMixLinesAndKeepOneChain(@TempDir Path directory)
            throws IOException, InterruptedException {
        Path file = directory.resolve("audit.jsonl");
        List<Process> processes = List.of(child(file, "one"), child(file, "two"));
        List<Thread> threads = new ArrayList<>();
        for (String name : List.of("three", "four")) {
            Thread thread = new Thread(() -> AuditWriters.append(file, name, LINES), name);
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        for (Process process : processes) {
            assertThat(process.waitFor(100, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }

        Map<String, Integer> linesByWriter = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            String writer = line.replaceFirst(".*\"runId\":\"([a-z]+)\".*", "$1");
            linesByWriter.merge(writer, 1, Integer::sum);
        }
        assertThat(linesByWriter).isEqualTo(Map.of("one", LINES, "two", LINES, "three", LINES, "four", LINES));
        assertThat(new AuditFile(file).verify())
                .isInstanceOfSatisfying(
                        Verification.Intact.class,
                        intact -> assertThat(intact.lines()).isEqualTo(4 * LINES));
    }

    private static Process child(Path file, String name) throws IOException {
        List<String> command = ChildJvm.command("64m", List.of(), AuditWriters.class);
        command.addAll(List.of(file.toString(), name, Integer.toString(LINES)));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
