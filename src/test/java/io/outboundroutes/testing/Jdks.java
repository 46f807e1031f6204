package io.outboundroutes.testing;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The JDKs of this machine. Stateless. */
public final class Jdks {

    private static final Path USUAL = Path.of("/usr/lib/jvm");

    private Jdks() {}

    /**
     * The home of one of this version: the one that runs this, the one that the system property {@code newer.jdk} names,
     * or else one where Linux distributions put them.
     *
     * @param feature such as 25
     */
    public static Optional<Path> of(int feature) throws IOException {
        if (Runtime.version().feature() == feature) {
            return Optional.of(Path.of(System.getProperty("java.home")));
        }
        String named = System.getProperty("newer.jdk");
        if (named != null) {
            return Optional.of(Path.of(named)).filter(home -> isOf(home, feature));
        }
        if (!Files.isDirectory(USUAL)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> homes = Files.newDirectoryStream(USUAL)) {
            for (Path home : homes) {
                if (isOf(home, feature)) {
                    return Optional.of(home);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isOf(Path home, int feature) {
        Path release = home.resolve("release");
        try {
            return Files.isExecutable(home.resolve("bin/java"))
                    && Files.isReadable(release)
                    && Files.readString(release).matches("(?s).*JAVA_VERSION=\"" + feature + "\\b.*");
        } catch (IOException e) {
            return false;
        }
    }
}
