package io.outboundroutes.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.platform.store.Database;
import io.outboundroutes.platform.store.OldStore;
import io.outboundroutes.platform.store.Orders;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.platform.store.StoreSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code store}, as the README's recipes type it. */
class StoreCommandTest {

    @TempDir
    private Path folder;

    private Ended store(StoreSettings settings, String... line) {
        List<String> all = new ArrayList<>(List.of(line));
        all.addAll(List.of("-P", "store.url=" + settings.url(), "-P", "audit.log=" + folder.resolve("audit.jsonl")));
        return InProcess.run(all.toArray(String[]::new));
    }

    @Test
    void theStoreOfOneMachineBecomesThatOfSeveral() throws Exception {
        StoreSettings h2 = Database.H2.fresh(folder);
        OldStore.make(h2, "127.0.0.1:1");
        StoreSettings postgresql = Database.POSTGRESQL.fresh(folder);

        assertThat(store(h2, "store").assertFriendly(0).out()).contains("holds run 4, item 15, ");
        Ended copied = store(postgresql, "store", "copy", "--from", h2.url()).assertFriendly(0);

        assertThat(copied.out())
                .contains("Copied: run 4, item 15, ", "is stopped, and is kept as it is")
                .doesNotContain("canary");
        assertThat(store(postgresql, "runs").assertFriendly(0).out())
                .contains("contact-segmentation", "RUNNING", "external-contacts", "PARTIAL");
        assertThat(Files.readString(folder.resolve("audit.jsonl")))
                .contains("\"OPERATOR_STORE_COPIED\"", "\"OPERATOR_STOPPED_ALL\"", "\"through\":\"cli\"");
        try (Store old = Store.open(h2, "a", Clock.systemUTC(), Checkpoint.NONE);
                Store moved = Store.open(postgresql, "b", Clock.systemUTC(), Checkpoint.NONE)) {
            assertThat(old.orders().halts())
                    .as("who still uses the old store sends nothing")
                    .anyMatch(Orders.Halt::stopsAll);
            assertThat(moved.orders().halts()).noneMatch(Orders.Halt::stopsAll).hasSize(1);
            assertThat(old.audit().pending()).isZero();
            assertThat(moved.audit().pending()).isZero();
        }

        String told = "This store was copied to jdbc:postgresql://";
        assertThat(store(h2, "store").assertFriendly(0).out()).contains(told, "set STORE_URL");
        assertThat(store(h2, "check").out()).contains("problem: " + told).doesNotContain("All is well");
        assertThat(store(h2, "runs", "resume", "--all").assertFriendly(64).err())
                .contains(told, "Nothing was changed");
        assertThat(store(h2, "store").assertFriendly(0).out()).contains(told);
        assertThat(store(h2, "runs", "resume", "--although-copied", "contact-segmentation")
                        .assertFriendly(64)
                        .err())
                .contains("--although-copied goes with --all");
        assertThat(store(h2, "runs", "resume", "--all", "--although-copied")
                        .assertFriendly(0)
                        .out())
                .contains("Everything goes on");
        assertThat(store(h2, "store").assertFriendly(0).out()).doesNotContain("copied to");

        assertThat(store(postgresql, "store", "copy", "--from", h2.url())
                        .assertFriendly(78)
                        .err())
                .contains("is not empty (there are rows in run)", "nothing was copied");
        assertThat(store(h2, "store", "copy", "--from", h2.url())
                        .assertFriendly(64)
                        .err())
                .contains("set STORE_URL to where it is to go");
    }

    @Test
    void checkTellsOfAStopAndOfPauses() throws Exception {
        StoreSettings h2 = Database.H2.fresh(folder);
        store(h2, "runs", "pause", "--all").assertFriendly(0);
        store(h2, "runs", "pause", "contact-segmentation").assertFriendly(0);

        assertThat(store(h2, "check").out())
                .contains(
                        "warning: Everything is stopped by ",
                        "'outbound runs resume --all' takes it back",
                        "warning: contact-segmentation is paused by ",
                        "'outbound runs resume contact-segmentation' takes it back");
    }

    @Test
    void aBackupIsAFileThatIsPutBack() throws Exception {
        StoreSettings h2 = Database.H2.fresh(folder);
        OldStore.make(h2, "127.0.0.1:1");
        Path zip = folder.resolve("backups/2026-11-22.zip");

        assertThat(store(h2, "store", "backup", zip.toString())
                        .assertFriendly(0)
                        .out())
                .contains("2026-11-22.zip", "readable by you only");

        assertThat(zip).isNotEmptyFile();
        assertThat(store(h2, "store", "backup", zip.toString())
                        .assertFriendly(78)
                        .err())
                .contains("no backup is overwritten");
        assertThat(store(Database.POSTGRESQL.fresh(folder), "store", "backup", "x.zip")
                        .assertFriendly(78)
                        .err())
                .contains("pg_dump");
        assertThat(folder.resolve("x.zip")).doesNotExist();
    }
}
