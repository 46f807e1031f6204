package io.outboundroutes.platform.store;

import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.testing.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A second JVM on the same store. */
final class OtherProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader out;

    private OtherProcess(Process process) {
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts a JVM that opens the store, asks for a run, begins it and then does what is wanted. */
    static OtherProcess start(String url, String then) throws IOException {
        List<String> command = ChildJvm.command("128m", List.of(), OtherProcess.class);
        command.addAll(List.of(url, then));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new OtherProcess(process);
    }

    /** The next line that the other one says and that is meant for us; waits for it. */
    String heard() throws IOException {
        String line = out.readLine();
        while (line != null && !line.startsWith("> ")) {
            line = out.readLine();
        }
        return line == null ? "" : line.substring(2);
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The other process does not end");
        }
    }

    /** SIGTERM; answers the exit status. */
    int terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The other process does not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] args) throws InterruptedException {
        Store store = Store.open(new StoreSettings(args[0], null, null), "other", Clock.systemUTC(), Checkpoint.NONE);
        Run run = store.runs().ask(Samples.rest(null));
        store.runs().begin(run.id());
        if (args[1].equals("record-at-shutdown")) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                pause();
                store.runs()
                        .finish(
                                run.id(),
                                io.outboundroutes.platform.run.RunStatus.FAILED,
                                "{}",
                                java.util.List.of(),
                                java.util.List.of(),
                                TxWork.NONE);
                store.close();
            }));
        }
        System.out.println("> " + run.id());
        new CountDownLatch(1).await();
    }

    /** Long enough for H2's own shutdown hook to close the database first, if it were active. */
    private static void pause() {
        try {
            new CountDownLatch(1).await(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
