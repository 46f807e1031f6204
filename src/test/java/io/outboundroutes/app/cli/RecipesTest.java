package io.outboundroutes.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.store.Database;
import io.outboundroutes.platform.store.OldStore;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.platform.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The README's recipes for the store, read from it and typed into a shell; only addresses and the user are others. */
@Timeout(180)
class RecipesTest {

    private static final String DATABASE = "postgresql://db.example.com/";

    @TempDir
    private Path folder;

    @Test
    void anH2FileIsBackedUpAndPutBack() throws Exception {
        needs("unzip");
        List<String> recipe = recipe("store backup");
        assertThat(recipe).hasSize(2);
        StoreSettings here = new StoreSettings("jdbc:h2:file:" + folder.resolve("data/outbound"), null, null);
        OldStore.make(here, "127.0.0.1:1");
        List<Run> before = runs(here);
        Program.in(folder).launcher();

        type(recipe.get(0));
        try (Stream<Path> files = Files.list(folder.resolve("data"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        type(recipe.get(1));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("data/outbound.mv.db"))))
                .isEqualTo("rw-------");
        assertThat(runs(here)).isEqualTo(before).isNotEmpty();
    }

    @Test
    void postgresqlIsBackedUpAndRestoredIntoAnEmptyDatabase() throws Exception {
        needs("pg_dump");
        needs("pg_restore");
        List<String> recipe = recipe("pg_dump");
        assertThat(recipe).hasSize(2);
        StoreSettings from = Database.POSTGRESQL.fresh(folder);
        OldStore.make(from, "127.0.0.1:1");
        List<Run> before = runs(from);
        StoreSettings to = Database.POSTGRESQL.fresh(folder);

        for (String line : recipe) {
            type(line.replace(DATABASE + "outbound", address(from)).replace(DATABASE + "restored", address(to)));
        }

        assertThat(runs(to)).isEqualTo(before).isNotEmpty();
    }

    @Test
    void aStoreOnH2MovesToPostgresql() throws Exception {
        List<String> recipe = recipe("store copy");
        assertThat(recipe).hasSize(3).last().isEqualTo("./outbound serve");
        StoreSettings here = new StoreSettings("jdbc:h2:file:" + folder.resolve("data/outbound"), null, null);
        OldStore.make(here, "127.0.0.1:1");
        StoreSettings to = Database.POSTGRESQL.fresh(folder);
        Path secret = Files.writeString(folder.resolve("secret"), "postgres");
        Program.in(folder).launcher();

        type(recipe.get(0)
                        .replace(DATABASE + "outbound", address(to))
                        .replace("STORE_USER=outbound", "STORE_USER=postgres")
                        .replace("/run/secrets/store", secret.toString())
                + "\n" + recipe.get(1));

        assertThat(runs(to)).isEqualTo(runs(here)).isNotEmpty();
    }

    /** The lines of the README's block that has such a line. */
    private static List<String> recipe(String with) throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String section = readme.substring(readme.indexOf("\n### Looking after the store\n"));
        return Stream.of(section.split("\n\n"))
                .filter(block -> block.startsWith("    ") && block.contains(with))
                .findFirst()
                .orElseThrow(() -> new AssertionError("The README has no recipe with " + with))
                .lines()
                .map(String::strip)
                .toList();
    }

    private void type(String lines) throws Exception {
        Path out = folder.resolve("out.txt");
        ProcessBuilder shell = new ProcessBuilder("bash", "-euc", lines)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()));
        Process process = shell.start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).as(lines).isTrue();
        assertThat(process.exitValue()).as(lines + "\n" + Files.readString(out)).isZero();
    }

    private static String address(StoreSettings settings) {
        return settings.url().substring("jdbc:".length());
    }

    private static List<Run> runs(StoreSettings settings) {
        try (Store store = Database.open(settings, "looking")) {
            return store.history().runs(null, 100);
        }
    }

    /** Without it the test is skipped, loudly; with {@code CI=true} it fails. */
    private static void needs(String command) throws Exception {
        Process which = new ProcessBuilder("bash", "-c", "command -v " + command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (which.waitFor() != 0) {
            String why = "there is no " + command + " on the PATH: a recipe of the README is SKIPPED";
            System.out.println("house: " + why);
            if ("true".equals(System.getenv("CI"))) {
                Assertions.fail(why);
            }
            Assumptions.abort(why);
        }
    }
}
