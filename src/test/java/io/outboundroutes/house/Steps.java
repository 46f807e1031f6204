package io.outboundroutes.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Does a Dockerfile's steps in folders of this machine: each stage's {@code /} is a folder of its own. */
final class Steps {

    /** What happened when a command ran. */
    record Ran(int exitCode, String output) {}

    private static final long PATIENCE_MINUTES = 5;

    private final Path context;
    private final Path roots;

    /**
     * @param context the files that the engine would be sent
     * @param roots where the stages' folders are made
     */
    Steps(Path context, Path roots) {
        this.context = context;
        this.roots = roots;
    }

    /** A path inside a stage, on this machine. */
    Path inside(Dockerfile.Stage stage, String path) {
        return root(stage.name()).resolve(path.replaceFirst("^/+", ""));
    }

    private Path root(String stage) {
        return roots.resolve("stage-" + stage);
    }

    /**
     * Does the steps of a stage.
     *
     * @param runs whether RUN steps are done too, not only COPY and WORKDIR
     */
    void execute(Dockerfile.Stage stage, boolean runs) throws Exception {
        String directory = "/";
        for (Dockerfile.Step step : stage.steps()) {
            switch (step.instruction()) {
                case "WORKDIR" -> {
                    directory = step.text();
                    Files.createDirectories(inside(stage, directory));
                }
                case "COPY" -> copy(step, inside(stage, directory));
                case "RUN" -> {
                    if (runs) {
                        Ran ran = run(List.of("sh", "-ec", step.text()), inside(stage, directory), Map.of());
                        assertThat(ran.exitCode())
                                .as(step.text() + System.lineSeparator() + ran.output())
                                .isZero();
                    }
                }
                default -> {
                    // Facts about the image: nothing to do here.
                }
            }
        }
    }

    private void copy(Dockerfile.Step step, Path directory) throws IOException {
        String[] words = step.text().split("\\s+", -1);
        assertThat(words).as("COPY with one source: " + step.text()).hasSize(2);
        Path base = step.flag("from").map(this::root).orElse(context);
        Path source = base.resolve(words[0].replaceFirst("^/+", ""));
        assertThat(source).exists();
        Path target = directory.resolve(words[1]).normalize();
        if (Files.isRegularFile(source)) {
            Path file = words[1].endsWith("/") ? target.resolve(source.getFileName()) : target;
            Files.createDirectories(file.getParent());
            Files.copy(source, file);
            return;
        }
        try (Stream<Path> all = Files.walk(source)) {
            for (Path path : all.filter(Files::isRegularFile).toList()) {
                Path file = target.resolve(source.relativize(path));
                Files.createDirectories(file.getParent());
                Files.copy(path, file);
            }
        }
    }

    /** Runs a command with this JDK and with the Maven that runs this test, if one does. */
    Ran run(List<String> command, Path directory, Map<String, String> environment) throws Exception {
        Path output = Files.createTempFile(roots, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        Map<String, String> env = builder.environment();
        List<String> path = new ArrayList<>();
        maven().ifPresent(home -> path.add(home.resolve("bin").toString()));
        path.add(Path.of(System.getProperty("java.home"), "bin").toString());
        path.add(env.getOrDefault("PATH", "/usr/bin:/bin"));
        env.put("PATH", String.join(File.pathSeparator, path));
        env.put("JAVA_HOME", System.getProperty("java.home"));
        repository().ifPresent(folder -> env.put("MAVEN_ARGS", "-Dmaven.repo.local=" + folder));
        env.putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES))
                    .as(command + " ended within " + PATIENCE_MINUTES + " minutes")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Ran(process.exitValue(), Files.readString(output));
    }

    static Optional<Path> maven() {
        return Optional.ofNullable(System.getProperty("maven.home"))
                .map(Path::of)
                .filter(home -> Files.isExecutable(home.resolve("bin/mvn")));
    }

    /** Where the Maven that runs this test keeps its artifacts. */
    private static Optional<String> repository() {
        return Optional.ofNullable(System.getProperty("maven.repo.local"));
    }
}
