package io.outboundroutes.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** A small disk that can be filled: a tmpfs, where this user may mount one. */
public final class SmallDisk implements AutoCloseable {

    private static final byte[] BLOCK = new byte[4096];

    private final Path path;

    private SmallDisk(Path path) {
        this.path = path;
    }

    /**
     * Mounts one at a new directory. Where that is not allowed the test is skipped, loudly; with {@code CI=true} it fails.
     *
     * @param size as mount takes it, e.g. {@code 8m}
     */
    public static SmallDisk at(Path path, String size) throws IOException, InterruptedException {
        Files.createDirectories(path);
        if (command("mount", "-t", "tmpfs", "-o", "size=" + size + ",mode=0700", "tmpfs", path.toString()) != 0) {
            String why = "no small disk can be mounted here (that takes root): the tests of a full disk are SKIPPED";
            System.out.println("house: " + why);
            if ("true".equals(System.getenv("CI"))) {
                Assertions.fail(why);
            }
            Assumptions.abort(why);
        }
        return new SmallDisk(path);
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** Takes all the space that is left. */
    public void fill() {
        try (OutputStream out = Files.newOutputStream(path.resolve("filler"))) {
            while (true) {
                out.write(BLOCK);
            }
        } catch (IOException e) {
            // That is what full means.
            Assertions.assertTrue(Files.exists(path.resolve("filler")), e::toString);
        }
    }

    /** Gives the space back. */
    public void free() throws IOException {
        Files.deleteIfExists(path.resolve("filler"));
    }

    private static int command(String... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        return process.waitFor(20, TimeUnit.SECONDS) ? process.exitValue() : -1;
    }

    @Override
    public void close() throws IOException {
        try {
            free();
            int status = command("umount", "-l", path.toString());
            Assertions.assertEquals(0, status, () -> "umount " + path);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
