package io.outboundroutes.testing;

import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.platform.run.Fate;
import io.outboundroutes.platform.run.Item;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunStatus;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.platform.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a dead process left in the store of its folder. It is read from a copy: whoever goes on finds the file just as it
 * was left, and recovers it.
 *
 * @param runs the runs of a workflow that were begun, newest first
 * @param items the items of the newest of them; empty when there is none
 */
public record Remains(List<Run> runs, List<Item> items) {

    private static final int MOST_RUNS = 1_000;

    /** What is left of a workflow in {@code <home>/db}. */
    public static Remains in(Path home, String workflow) throws IOException {
        Path copy = Files.createTempDirectory("remains");
        try {
            if (Files.isDirectory(home.resolve("db"))) {
                copy(home.resolve("db"), copy.resolve("db"));
            }
            StoreSettings where = new StoreSettings("jdbc:h2:file:" + copy.resolve("db/outbound"), null, null);
            try (Store store = Store.open(where, "coroner", Clock.systemUTC(), Checkpoint.NONE)) {
                return of(store, workflow);
            }
        } finally {
            delete(copy);
        }
    }

    /** What is in a store that is open. */
    public static Remains of(Store store, String workflow) {
        List<Run> begun = store.history().runs(workflow, MOST_RUNS).stream()
                .filter(run -> run.status() != RunStatus.ASKED)
                .toList();
        List<Item> items = new ArrayList<>();
        begun.stream().limit(1).forEach(run -> store.items().items(run.id()).forEachRemaining(items::add));
        return new Remains(begun, items);
    }

    /** The newest run; null when none was begun. */
    public @Nullable Run run() {
        return runs.isEmpty() ? null : runs.get(0);
    }

    /** Whether the newest run has ended. */
    public boolean ended() {
        return !runs.isEmpty() && runs.get(0).status().isFinal();
    }

    /** The items with such a fate. */
    public Stream<Item> with(Fate fate) {
        return items.stream().filter(item -> item.fate() == fate);
    }

    /** The keys of the items with such a fate. */
    public Set<String> keys(Fate fate) {
        return with(fate).map(Item::key).collect(Collectors.toSet());
    }

    /** What a dead process was about to deliver is free again after some minutes, which nobody is to wait for. */
    public static void claimsRunOut(Store store) throws SQLException {
        try (Connection c = store.dataSource().getConnection();
                Statement statement = c.createStatement()) {
            statement.execute("update outbox set claimed_until = current_timestamp where state = 'pending'");
        }
    }

    /** So is what a dead process had only asked for and reserved for itself, after ten seconds, or a minute. */
    public static void reservationsRunOut(Store store) throws SQLException {
        try (Connection c = store.dataSource().getConnection();
                Statement statement = c.createStatement()) {
            statement.execute("update run set reserved_seen_at = current_timestamp - interval '61' second"
                    + " where status = 'ASKED' and reserved_for is not null");
        }
    }

    /** Copies a directory that nobody writes to. */
    public static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    /** Deletes a directory with all that is in it. */
    static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> all = new ArrayList<>(files.toList());
            // What is in a directory comes after it.
            for (int last = all.size() - 1; last >= 0; last--) {
                Files.delete(all.get(last));
            }
        }
    }
}
