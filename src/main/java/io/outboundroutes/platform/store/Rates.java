package io.outboundroutes.platform.store;

import io.outboundroutes.platform.budget.Part;
import io.outboundroutes.platform.budget.RateLedger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the processes on this store hold of the rates that they share, by the database's time. Nothing is repeated when the
 * database gives a transaction up: whoever asks goes on without an answer for a moment. Safe for use by several threads
 * and processes.
 */
public final class Rates implements RateLedger {

    /** Until when everybody waits, and to which process that was said. */
    private record Pause(Instant until, String by) {
        static final Pause NONE = new Pause(Instant.EPOCH, "");
    }

    private final Tx tx;
    private final String owner;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    private Rates(Tx tx, String owner) {
        this.tx = tx;
        this.owner = owner;
    }

    /** The rates of a store, for the process that has it open. */
    public static RateLedger of(Store store) {
        return new Rates(new Tx(store.dataSource(), store.address()), store.owner());
    }

    @Override
    public Told exchange(String budget, @Nullable Duration pause, Taking taking) {
        if (!known.contains(budget)) {
            create(budget);
            known.add(budget);
        }
        return tx.run("Sharing a rate limit", false, connection -> exchange(connection, budget, pause, taking));
    }

    private Told exchange(Connection connection, String budget, @Nullable Duration pause, Taking taking)
            throws SQLException {
        long asked = System.nanoTime();
        Instant now = Tx.databaseNow(connection);
        long told = System.nanoTime();
        Pause paused = lock(connection, budget);
        if (pause != null && now.plus(pause).isAfter(paused.until())) {
            paused = new Pause(now.plus(pause), owner);
            Sql.update(
                    connection,
                    "update rate_budget set paused_until = ?, paused_by = ? where budget = ?",
                    paused.until(),
                    owner,
                    budget);
        }
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, now);
        Part before = Sql.first(
                        connection,
                        "select window_no, rate_now, rate_next, wanted from rate_part where budget = ? and owner = ?",
                        Rates::part,
                        budget,
                        owner)
                .orElse(null);
        List<Part> held = Sql.list(
                connection,
                "select window_no, rate_now, rate_next, wanted from rate_part where budget = ? and owner <> ?",
                Rates::part,
                budget,
                owner);
        Part mine = taking.take(micros, before, held);
        note(connection, budget, mine, before == null);
        boolean others = paused.until().isAfter(now) && !paused.by().equals(owner);
        Duration left = others ? Duration.between(now, paused.until()) : Duration.ZERO;
        return new Told(micros, asked, told, mine, held, left);
    }

    private static Part part(ResultSet row) throws SQLException {
        return new Part(
                row.getLong("window_no"),
                row.getDouble("rate_now"),
                row.getDouble("rate_next"),
                row.getDouble("wanted"));
    }

    /** Lets nobody else take a part until the end of the transaction; answers until when everybody waits. */
    private static Pause lock(Connection connection, String budget) throws SQLException {
        return Sql.first(
                        connection,
                        "select paused_until, paused_by from rate_budget where budget = ? for update",
                        row -> {
                            Instant until = Tx.instant(row, "paused_until");
                            return until == null ? Pause.NONE : new Pause(until, row.getString("paused_by"));
                        },
                        budget)
                .orElse(Pause.NONE);
    }

    private void note(Connection connection, String budget, Part mine, boolean first) throws SQLException {
        if (first) {
            // Who died left its row behind.
            Sql.update(
                    connection,
                    "delete from rate_part where budget = ? and (window_no < ? or window_no > ?)",
                    budget,
                    mine.window() - Part.REMEMBERED,
                    mine.window() + Part.REMEMBERED);
            Sql.update(
                    connection,
                    "insert into rate_part (window_no, rate_now, rate_next, wanted, budget, owner)"
                            + " values (?, ?, ?, ?, ?, ?)",
                    mine.window(),
                    mine.now(),
                    mine.next(),
                    mine.wanted(),
                    budget,
                    owner);
        } else {
            Sql.update(
                    connection,
                    "update rate_part set window_no = ?, rate_now = ?, rate_next = ?, wanted = ?"
                            + " where budget = ? and owner = ?",
                    mine.window(),
                    mine.now(),
                    mine.next(),
                    mine.wanted(),
                    budget,
                    owner);
        }
    }

    /** Makes the row that is locked; another process may make it at the same time. */
    private void create(String budget) {
        try {
            tx.run(
                    "Sharing a rate limit",
                    false,
                    connection -> Sql.exists(connection, "select 1 from rate_budget where budget = ?", budget)
                            ? 0
                            : Sql.update(connection, "insert into rate_budget (budget) values (?)", budget));
        } catch (StoreUnavailable e) {
            if (!e.isDuplicate()) {
                throw e;
            }
        }
    }

    @Override
    public void leave() {
        // The row stays, for it is remembered for a while that this process has called.
        tx.run(
                "Giving back rate limits",
                false,
                connection -> Sql.update(
                        connection,
                        "update rate_part set rate_now = 0, rate_next = 0, wanted = 0 where owner = ?",
                        owner));
    }
}
