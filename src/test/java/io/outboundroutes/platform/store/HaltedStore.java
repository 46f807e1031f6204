package io.outboundroutes.platform.store;

import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A JVM with eight threads that commit on a store until it is halted, and what of that the next process finds. */
public final class HaltedStore {

    private static final int THREADS = 8;
    private static final int MOST_COMMITS = 12;
    private static final int HALTED = 137;

    private final Path folder;
    private final StoreSettings settings;
    private final Random random;

    /** @param seed of the moments at which the process is halted */
    public HaltedStore(Path folder, long seed) throws SQLException {
        this.folder = folder;
        this.settings = new StoreSettings("jdbc:h2:file:" + folder.resolve("db/outbound"), null, null);
        this.random = new Random(seed);
        try (Store store = Store.open(settings, "midwife", Clock.systemUTC(), Checkpoint.NONE);
                Connection connection = store.dataSource().getConnection()) {
            Sql.update(connection, "create table committed (id bigint primary key, filling varchar, changed int)");
        }
    }

    /** Commits, halts, opens again. Answers the rows whose commit had returned and that are not there any more. */
    public List<String> lostByOneMore() throws IOException, InterruptedException, SQLException {
        Path told = folder.resolve("told.txt");
        List<String> command = ChildJvm.command("128m", List.of(), HaltedStore.class);
        command.addAll(List.of(settings.url(), Integer.toString(1 + random.nextInt(MOST_COMMITS))));
        Process process = new ProcessBuilder(command)
                .redirectError(folder.resolve("errors.txt").toFile())
                .redirectOutput(told.toFile())
                .start();
        if (!process.waitFor(90, TimeUnit.SECONDS) || process.exitValue() != HALTED) {
            process.destroyForcibly();
            throw new IllegalStateException(
                    "The process did not halt: " + Files.readString(folder.resolve("errors.txt")));
        }
        List<String> committed = Files.readAllLines(told).stream()
                .filter(line -> line.startsWith("> "))
                .map(line -> line.substring(2))
                .toList();
        if (committed.isEmpty()) {
            throw new IllegalStateException("The process has committed nothing");
        }
        // Not our store: it would open and close the file more than once.
        try (Connection connection = DriverManager.getConnection(H2Files.prepare(settings.url()), "sa", "");
                Statement statement = connection.createStatement()) {
            List<String> lost = committed.stream()
                    .filter(id -> !isThere(connection, Long.parseLong(id)))
                    .toList();
            statement.execute("shutdown");
            return lost;
        }
    }

    private static boolean isThere(Connection connection, long id) {
        try {
            return Sql.exists(connection, "select 1 from committed where id = ?", id);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Threads with connections of their own, that begin as soon as the file is open: then a loss is likeliest. */
    public static void main(String[] args) {
        String url = H2Files.prepare(args[0]);
        AtomicInteger left = new AtomicInteger(Integer.parseInt(args[1]));
        AtomicLong ids = new AtomicLong(System.currentTimeMillis() * 1000);
        for (int i = 0; i < THREADS; i++) {
            new Thread(() -> {
                        try (Connection connection = DriverManager.getConnection(url, "sa", "")) {
                            connection.setAutoCommit(false);
                            while (true) {
                                long id = ids.getAndIncrement();
                                commit(connection, id);
                                System.out.println("> " + id);
                                if (left.decrementAndGet() == 0) {
                                    Runtime.getRuntime().halt(HALTED);
                                }
                            }
                        } catch (SQLException e) {
                            throw new IllegalStateException(e);
                        }
                    })
                    .start();
        }
    }

    private static void commit(Connection connection, long id) throws SQLException {
        Sql.update(connection, "insert into committed values (?, ?, 0)", id, "x".repeat(300));
        Sql.update(connection, "update committed set changed = changed + 1 where id = ?", id - THREADS);
        connection.commit();
    }
}
