package io.outboundroutes.app.cli;

import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.testing.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The real program in JVMs of its own, in a folder with a copy of {@code routes/} and {@code application.properties}. */
final class Program {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private int started;

    private Program(Path folder) {
        this.folder = folder;
    }

    /** A program that nothing is configured for. */
    static Program in(Path folder) {
        copy(Path.of("routes"), folder.resolve("routes"));
        copy(Path.of("application.properties"), folder.resolve("application.properties"));
        Program program = new Program(folder);
        // Nothing else is handed on: what a developer's shell has set must not decide a test.
        return program.with("PATH", System.getenv("PATH"));
    }

    /** The same with an environment variable more. */
    Program with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** The same, with the sample inputs as in the project's folder. */
    Program withExamples() {
        copy(Path.of("examples"), folder.resolve("examples"));
        return this;
    }

    /** The same, told where the vendor is as it would be told of a real one. */
    Program calling(SandboxServer server) {
        return with("GENESYS_BASE_URL", server.baseUri().toString())
                .with("GENESYS_CLIENT_ID", server.options().clientId())
                .with("GENESYS_CLIENT_SECRET", server.options().clientSecret())
                .with("WEBHOOK_URL", server.webhookUri().toString());
    }

    Path folder() {
        return folder;
    }

    /** The address of its store, for another process. */
    String storeUrl() {
        return "jdbc:h2:file:" + folder.resolve("data/outbound");
    }

    /** Runs a command line to its end. */
    Ended run(String... arguments) {
        try (Running running = start(arguments)) {
            return running.await(PATIENCE);
        }
    }

    /** Starts a command line. */
    Running start(String... arguments) {
        List<String> command =
                ChildJvm.command("300m", List.of("-Djava.io.tmpdir=" + temporary()), OutboundRoutes.class);
        command.addAll(List.of(arguments));
        started++;
        Path out = folder.resolve("stdout-" + started);
        Path err = folder.resolve("stderr-" + started);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return new Running(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts what stands in the launcher's place into its folder, as {@code ./outbound}. */
    void launcher() {
        launcher(folder.resolve("outbound"));
    }

    /** Writes what stands in the launcher's place: a script that starts the classes that are being tested. */
    static Path launcher(Path file) {
        String program = ChildJvm.command("300m", List.of(), OutboundRoutes.class).stream()
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" "));
        try {
            Files.writeString(file, "#!/bin/sh\nexec " + program + " \"$@\"\n");
            return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it keeps what is not to stay. */
    Path temporary() {
        try {
            return Files.createDirectories(folder.resolve("tmp"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A command line under way; closing it kills it. */
    record Running(Process process, Path out, Path err) implements AutoCloseable {

        /** As somebody's {@code kill} without a number does. */
        void terminate() {
            process.destroy();
        }

        /** Waits for its end; one that takes longer fails the test. */
        Ended await(Duration patience) {
            try {
                if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new AssertionError("No end within " + patience + "; so far:\n" + stdout() + stderr());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            return new Ended(process.exitValue(), stdout(), stderr());
        }

        String stdout() {
            return text(out);
        }

        String stderr() {
            return text(err);
        }

        private static String text(Path file) {
            try {
                return Files.readString(file, StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
