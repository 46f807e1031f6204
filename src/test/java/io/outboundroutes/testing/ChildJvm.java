package io.outboundroutes.testing;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Java processes that run the classes under test, for tests that kill one or look at one from outside. They start from an
 * archive of the classes (AppCDS), which saves each a third of its CPU: the suite starts some two hundred. An archive
 * wants jars, so the directories of this process's class path are packed first. The first test that needs it makes it, in
 * {@code target/child-jvm/}, for all test processes of a build. Safe for use by several threads and processes.
 */
public final class ChildJvm {

    /** Short lives: the second compiler would not pay for itself. */
    private static final List<String> SHORT_LIVED = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private static final Path HOME = Path.of("target", "child-jvm").toAbsolutePath();
    private static final String PROGRAM = "io.outboundroutes.app.cli.OutboundRoutes";
    private static final int PATIENCE_SECONDS = 180;

    private ChildJvm() {}

    /**
     * The command of such a process.
     *
     * @param heap its {@code -Xmx}, e.g. {@code 200m}
     * @param options further options of the JVM
     * @param main whose {@code main} it runs
     */
    public static List<String> command(String heap, List<String> options, Class<?> main) {
        List<String> command = new ArrayList<>(List.of(java(), "-Xmx" + heap));
        command.addAll(SHORT_LIVED);
        if (Classes.MADE.archive() != null) {
            command.add("-XX:SharedArchiveFile=" + Classes.MADE.archive());
        }
        command.addAll(options);
        command.addAll(List.of("-cp", Classes.MADE.path(), main.getName()));
        return command;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /**
     * What the processes are started from.
     *
     * @param path the class path
     * @param archive the archived classes; null when none could be made
     */
    private record Classes(String path, @Nullable Path archive) {

        static final Classes MADE = make();

        private static Classes make() {
            List<Path> entries = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                    .map(Path::of)
                    .filter(Files::exists)
                    .toList();
            try {
                return archived(entries);
            } catch (IOException | IllegalStateException e) {
                System.err.println("The tests' processes start without an archive of their classes, later: " + e);
                return new Classes(joined(entries), null);
            }
        }

        private static Classes archived(List<Path> entries) throws IOException {
            Path home = HOME.resolve(fingerprint(entries));
            List<Path> jars = new ArrayList<>();
            for (Path entry : entries) {
                jars.add(Files.isDirectory(entry) ? home.resolve(jars.size() + ".jar") : entry);
            }
            Path archive = home.resolve("classes.jsa");
            Path done = home.resolve("done");
            Files.createDirectories(HOME);
            try (FileChannel channel =
                    FileChannel.open(HOME.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                // The other test process waits for the one that makes it.
                channel.lock();
                if (!Files.exists(done)) {
                    deleteOlder();
                    Files.createDirectories(home);
                    for (int i = 0; i < jars.size(); i++) {
                        if (Files.isDirectory(entries.get(i))) {
                            pack(entries.get(i), jars.get(i));
                        }
                    }
                    train(home, joined(jars), archive);
                    Files.createFile(done);
                }
            }
            return new Classes(joined(jars), archive);
        }

        private static String joined(List<Path> entries) {
            return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        }

        private static void deleteOlder() throws IOException {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(HOME, Files::isDirectory)) {
                for (Path older : all) {
                    Remains.delete(older);
                }
            }
        }

        /** A demonstration loads nearly all that a process of the tests does. */
        private static void train(Path home, String path, Path archive) throws IOException {
            Path folder = Files.createTempDirectory(home, "training");
            Remains.copy(Path.of("routes"), folder.resolve("routes"));
            Remains.copy(Path.of("examples"), folder.resolve("examples"));
            Files.copy(Path.of("application.properties"), folder.resolve("application.properties"));
            List<String> command = new ArrayList<>(List.of(java(), "-Xmx300m"));
            command.addAll(SHORT_LIVED);
            command.addAll(List.of("-XX:ArchiveClassesAtExit=" + archive, "-cp", path, PROGRAM, "demo", "--once"));
            Path log = home.resolve("training.log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            // What a developer's shell has set must not decide a test.
            builder.environment().keySet().retainAll(List.of("PATH"));
            Process process = builder.start();
            if (!ended(process) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException("No archive of the classes could be made: " + Files.readString(log));
            }
        }

        private static boolean ended(Process process) {
            try {
                return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        /** Not compressed: they are read far more often than written. */
        private static void pack(Path directory, Path jar) {
            ToolProvider tool = ToolProvider.findFirst("jar").orElseThrow();
            int exit = tool.run(
                    System.out,
                    System.err,
                    "--create",
                    "--no-compress",
                    "--file",
                    jar.toString(),
                    "-C",
                    directory.toString(),
                    ".");
            if (exit != 0) {
                throw new IllegalStateException("jar cannot pack " + directory + ": exit " + exit);
            }
        }

        /** Of what is on the class path: another build is another archive. */
        private static String fingerprint(List<Path> entries) throws IOException {
            StringBuilder all = new StringBuilder(Runtime.version().toString());
            for (Path entry : entries) {
                all.append('\n').append(entry);
                for (Path file : Files.isDirectory(entry) ? files(entry) : List.<Path>of()) {
                    all.append('\n')
                            .append(file)
                            .append(' ')
                            .append(Files.size(file))
                            .append(' ')
                            .append(Files.getLastModifiedTime(file));
                }
            }
            try {
                byte[] hash = MessageDigest.getInstance("SHA-256")
                        .digest(all.toString().getBytes(StandardCharsets.UTF_8));
                return HexFormat.of().formatHex(hash, 0, 8);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        private static List<Path> files(Path directory) throws IOException {
            try (Stream<Path> files = Files.walk(directory)) {
                return files.filter(Files::isRegularFile).sorted().toList();
            }
        }
    }
}
