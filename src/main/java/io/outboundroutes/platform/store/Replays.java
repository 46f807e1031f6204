package io.outboundroutes.platform.store;

import io.outboundroutes.platform.run.Advance;
import io.outboundroutes.platform.run.AuditEntry;
import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.platform.run.Fate;
import io.outboundroutes.platform.run.Item;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunRequest;
import io.outboundroutes.platform.run.RunStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks for replays: runs of their own that take up what another run left undone, and leave that run's record as it is. An
 * item is taken up by one replay only. Safe for use by several threads and processes; every method throws
 * {@link StoreUnavailable} when the database does not answer.
 */
public final class Replays {

    /** The action of the audit line that says who asked for a replay. */
    public static final String ACTION = "OPERATOR_REPLAY";

    /** Not succeeded, not refused by the plan, and not taken up yet. */
    private static final String LEFT =
            " and fate <> 'DONE' and state <> '" + Item.REFUSED_STATE + "' and replayed_in is null";

    private static final String REFUSED =
            " and fate = 'REJECTED' and state = '" + Item.REFUSED_STATE + "' and replayed_in is null";

    private static final String NOTHING =
            " left nothing undone; rows that its plan refused are offered by --rejected (REST: ?rejected=true)";
    private static final int PAGE = 500;

    private final Tx tx;
    private final InstantSource clock;
    private final Checkpoint checkpoint;
    private final RunIds ids;

    Replays(Tx tx, InstantSource clock, Checkpoint checkpoint) {
        this.tx = tx;
        this.clock = clock;
        this.checkpoint = checkpoint;
        this.ids = new RunIds(clock);
    }

    /**
     * Takes up what a run, or one item of it, left undone: what was not begun, failed, was held or parked, or is of unknown
     * fate. Not what its plan refused. A run that has not ended, or a replay of it that has not, is answered itself: it is
     * gone on with.
     *
     * @param again where an item of a workflow that did not succeed begins, and the fields that it keeps
     * @return the replay, waiting its turn, or what is gone on with
     * @throws ReplayRefused when there is nothing to go on with
     */
    public Run items(ReplayWish wish, BiFunction<String, Item, Advance> again) {
        String id = ids.next();
        Run replay = tx.run("Asking for a replay of run " + wish.runId(), c -> {
            Optional<Run> asked = RunRows.byId(c, id);
            if (asked.isPresent()) {
                return asked.get();
            }
            Run old = replayable(c, wish.runId());
            if (!old.status().isFinal()) {
                return old;
            }
            if (page(c, wish, -1).isEmpty()) {
                return underWay(c, wish, NOTHING);
            }
            insert(c, id, old, wish);
            Sql.update(c, "update run set planned = true, counts = '{}', warnings = '[]' where id = ?", id);
            return asked(
                    c,
                    id,
                    wish,
                    take(c, id, wish, item -> again.apply(old.request().workflow(), item)));
        });
        checkpoint.reached("after-commit:replay");
        return replay;
    }

    /**
     * Offers the rows that a run's plan refused again: they are planned anew.
     *
     * @param rows edited ones as JSON texts, read once; they stand for all that were refused. Null: as they were
     * @return the run over them, waiting its turn
     * @throws ReplayRefused when the plan refused none, or they were offered again before and that run has ended
     */
    public Run rows(ReplayWish wish, @Nullable Iterator<String> rows) {
        String id = ids.next();
        Run replay = tx.run("Asking for a replay of run " + wish.runId(), rows == null, c -> {
            Optional<Run> asked = RunRows.byId(c, id);
            if (asked.isPresent()) {
                return asked.get();
            }
            Run old = replayable(c, wish.runId());
            if (!old.status().isFinal()) {
                throw ReplayRefused.because("Run " + old.id() + " has not ended; replay it as it is first");
            }
            if (!Sql.exists(
                    c, "select 1 from item where run_id = ?" + REFUSED + one(wish) + " limit 1", values(wish))) {
                return underWay(c, wish, " has no rows that its plan refused");
            }
            insert(c, id, old, wish);
            if (rows == null) {
                offerStored(c, id, wish);
            } else {
                RunInputs.insert(c, id, rows);
            }
            return asked(c, id, wish, markTaken(c, id, wish, REFUSED));
        });
        checkpoint.reached("after-commit:replay");
        return replay;
    }

    private static Run replayable(Connection c, String runId) throws SQLException {
        Run old = RunRows.byIdLocked(c, runId)
                .orElseThrow(
                        () -> ReplayRefused.unknown("There is no run '" + runId + "'; 'outbound runs' lists them"));
        if (old.request().mode() == Mode.DRY_RUN) {
            throw ReplayRefused.because(
                    "Run " + runId + " is a dry run: it wrote nothing, so nothing of it can be replayed."
                            + " 'outbound run " + old.request().workflow() + "' is the live run");
        }
        return old;
    }

    private void insert(Connection c, String id, Run old, ReplayWish wish) throws SQLException {
        RunRequest request = new RunRequest(
                old.request().workflow(),
                wish.trigger(),
                Mode.LIVE,
                null,
                false,
                wish.reservedFor(),
                old.request().parameters());
        Instant now = now();
        RunRows.insert(c, id, request, RunStatus.ASKED, now, null);
        Sql.update(
                c,
                "update run set resumed_from = ?, wanted_at = ?, unknown_fate = ?,"
                        + " target = (select o.target from run o where o.id = ?) where id = ?",
                old.id(),
                wish.anyAge() ? now : old.wantedAt(),
                wish.unknown().name(),
                old.id(),
                id);
    }

    /** Copies the items that are left, in the places that they have, and says at each that it was taken up. */
    private static int take(Connection c, String id, ReplayWish wish, Function<Item, Advance> again)
            throws SQLException {
        int taken = 0;
        int after = -1;
        while (true) {
            List<Item> left = page(c, wish, after);
            for (Item item : left) {
                copy(c, id, item, again);
                after = item.seq();
            }
            taken += left.size();
            Tally.planned(c, id, left.size());
            if (left.size() < PAGE) {
                break;
            }
        }
        markTaken(c, id, wish, LEFT);
        // A wish that an item claimed is claimed by whoever goes on with it.
        Sql.update(
                c,
                "update send_key set run_id = ? where run_id = ? and state = 'RESERVED'"
                        + " and exists (select 1 from item where item.run_id = ? and item.seq = send_key.seq)",
                id,
                wish.runId(),
                id);
        return taken;
    }

    private static void copy(Connection c, String id, Item item, Function<Item, Advance> again) throws SQLException {
        boolean mayHaveArrived = (item.fate() == Fate.SENT || item.fate() == Fate.UNKNOWN)
                && !item.sent().isEmpty();
        Advance from = mayHaveArrived ? null : again.apply(item);
        Sql.update(
                c,
                "insert into item (run_id, seq, item_key, fate, state, sent_ops, sent_by, fields, request)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                id,
                item.seq(),
                item.key(),
                from == null ? Fate.SENT.name() : Fate.PLANNED.name(),
                from == null ? item.state() : from.state(),
                from == null ? String.join(",", item.sent().stream().sorted().toList()) : null,
                from == null ? item.sender() : null,
                Json.write(from == null ? item.fields() : from.fields()),
                Json.write(item.request()));
    }

    /** The rows as they were, for the run to plan anew. */
    private static void offerStored(Connection c, String id, ReplayWish wish) throws SQLException {
        String of = " from item where run_id = ?" + REFUSED + one(wish);
        if (Sql.exists(c, "select 1" + of + " and request = '{}' limit 1", values(wish))) {
            throw ReplayRefused.because("Rows that the plan of run " + wish.runId()
                    + " refused are not stored as they were; hand the edited rows over (--input, REST: the body)");
        }
        Sql.update(
                c,
                "insert into run_input (run_id, seq, content) select cast(? as varchar), row_number() over (order by seq) - 1, request"
                        + of,
                values(wish, id));
        Sql.update(c, "update run set input_hash = ? where id = ?", id, id);
    }

    private static List<Item> page(Connection c, ReplayWish wish, int after) throws SQLException {
        return Sql.list(
                c,
                ItemRows.SELECT + " where seq > ? and run_id = ?" + ItemRows.TO_THE_END + LEFT + one(wish)
                        + " order by run_id, seq limit " + PAGE,
                ItemRows::read,
                values(wish, after));
    }

    private static int markTaken(Connection c, String id, ReplayWish wish, String which) throws SQLException {
        return Sql.update(c, "update item set replayed_in = ? where run_id = ?" + which + one(wish), values(wish, id));
    }

    private static String one(ReplayWish wish) {
        return wish.itemKey() == null ? "" : " and item_key = ?";
    }

    private static Object[] values(ReplayWish wish, Object... before) {
        List<Object> values = new ArrayList<>(List.of(before));
        values.add(wish.runId());
        if (wish.itemKey() != null) {
            values.add(wish.itemKey());
        }
        return values.toArray();
    }

    private Run asked(Connection c, String id, ReplayWish wish, int items) throws SQLException {
        Run run = RunStore.found(RunRows.byId(c, id), id);
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("resumedFrom", wish.runId());
        if (wish.itemKey() != null) {
            details.put("item", wish.itemKey());
        }
        details.putAll(wish.who());
        details.put("items", items);
        details.put("planned", run.planned());
        details.put("unknown", wish.unknown().name());
        details.put("anyAge", wish.anyAge());
        AuditRelay.insert(c, List.of(new AuditEntry(now(), id, run.request().workflow(), ACTION, details)));
        checkpoint.reached("before-commit:replay");
        return run;
    }

    /** The replay that has taken up what is wanted, when it has not ended itself. */
    private static Run underWay(Connection c, ReplayWish wish, String nothing) throws SQLException {
        String what = "Run " + wish.runId();
        if (wish.itemKey() != null) {
            what = "Item '" + wish.itemKey() + "' of run " + wish.runId();
            if (!Sql.exists(c, "select 1 from item where run_id = ?" + one(wish), values(wish))) {
                throw ReplayRefused.unknown(
                        "There is no i" + what.substring(1) + "; 'outbound runs show' lists its items");
            }
        }
        List<String> replays = Sql.list(
                c,
                "select distinct replayed_in from item where run_id = ?" + one(wish)
                        + " and replayed_in is not null order by replayed_in desc",
                row -> row.getString(1),
                values(wish));
        for (String replay : replays) {
            Optional<Run> run = RunRows.byId(c, replay);
            if (run.isPresent() && !run.get().status().isFinal()) {
                return run.get();
            }
        }
        throw ReplayRefused.because(
                replays.isEmpty()
                        ? what + nothing
                        : what + " was replayed before: what it left undone went to run " + String.join(", ", replays)
                                + "; replay that one");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
