package io.outboundroutes.app.cli;

import static org.awaitility.Awaitility.await;

import io.outboundroutes.sandbox.SandboxServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code examples/cluster/cluster.sh} at work on a database and a sandbox of the test. */
final class Cluster implements AutoCloseable {

    private static final Path SCRIPT = Path.of("examples/cluster/cluster.sh").toAbsolutePath();

    private final Process script;
    private final Path work;
    private final Path out;

    private Cluster(Process script, Path work, Path out) {
        this.script = script;
        this.work = work;
        this.out = out;
    }

    /** Starts both nodes; they are at work when this returns. */
    static Cluster start(Path folder, SandboxServer sandbox, String store, List<String> settings) throws IOException {
        Path work = folder.resolve("cluster");
        Path out = folder.resolve("cluster.out");
        Path own = Files.write(folder.resolve("cluster.properties"), settings);
        ProcessBuilder builder = new ProcessBuilder(SCRIPT.toString()).redirectErrorStream(true);
        builder.redirectOutput(out.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", System.getenv("PATH"));
        builder.environment()
                .put(
                        "OUTBOUND",
                        Program.launcher(folder.resolve("outbound-under-test")).toString());
        builder.environment().put("CLUSTER_DIR", work.toString());
        builder.environment().put("CLUSTER_SETTINGS", own.toString());
        builder.environment().put("CONSOLE_PORT", "0");
        builder.environment().put("SANDBOX_URL", sandbox.baseUri().toString());
        builder.environment().put("STORE_URL", store);
        // What a developer's shell may have set: no node may hear of it.
        builder.environment().put("GENESYS_TOKEN_URL", "http://127.0.0.1:1/oauth/token");
        Cluster cluster = new Cluster(builder.start(), work, out);
        try {
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                if (!cluster.script.isAlive()) {
                    throw new AssertionError(cluster.told());
                }
                return cluster.told().contains("Both nodes are at work");
            });
            return cluster;
        } catch (RuntimeException | Error e) {
            cluster.close();
            throw e;
        }
    }

    /** What the script printed. */
    String told() {
        return text(out);
    }

    /** Where what it makes lies. */
    Path folder() {
        return work;
    }

    /** A node's log. */
    String log(int node) {
        return text(work.resolve("node-" + node + ".log"));
    }

    /** The node's process, as the script noted it. */
    ProcessHandle process(int node) {
        long id = Long.parseLong(text(work.resolve("node-" + node + ".pid")).strip());
        return ProcessHandle.of(id).orElseThrow(() -> new IllegalStateException("There is no process " + id));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As Ctrl-C does; answers whether everything ended. */
    boolean end() throws InterruptedException {
        script.destroy();
        return script.waitFor(40, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        script.descendants().forEach(ProcessHandle::destroyForcibly);
        script.destroyForcibly();
    }
}
