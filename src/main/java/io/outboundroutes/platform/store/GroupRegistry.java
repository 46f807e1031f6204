package io.outboundroutes.platform.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Group identities, per vendor organisation: a name once given stays. Changes are offered as {@link TxWork} so that they
 * become durable together with the plan or the outcome they belong to. Safe for use by several threads.
 */
public final class GroupRegistry {

    private static final String COLUMNS =
            "target, canonical_hash, canonical, guide_key, group_key, segment_name, query,"
                    + " refresh_interval, segment_id, state";

    private final Tx tx;
    private final InstantSource clock;

    GroupRegistry(Tx tx, InstantSource clock) {
        this.tx = tx;
        this.clock = clock;
    }

    /** All groups known at the organisation, in order of their segment names. */
    public List<GroupRow> knownGroups(String target) {
        return tx.run(
                "Reading the known groups",
                c -> Sql.list(
                        c,
                        "select " + COLUMNS + " from segment_identity where target = ? order by segment_name",
                        GroupRegistry::read,
                        target));
    }

    /** Stores the names now, in a transaction of its own. */
    public void nameGroups(Collection<GroupRow> groups) {
        tx.run("Storing group names", c -> {
            naming(groups).apply(c);
            return true;
        });
    }

    /**
     * Stores the names of groups not known yet; known ones are left as they are.
     *
     * @return work that throws {@link IllegalStateException} when a name belongs to another group in the store already
     */
    public TxWork naming(Collection<GroupRow> groups) {
        List<GroupRow> rows = List.copyOf(groups);
        return c -> {
            for (GroupRow row : rows) {
                if (insert(c, row) == 0) {
                    checkSame(c, row);
                }
            }
        };
    }

    /**
     * Notes what became of a group's segment. What was created stays so, with what it was created with, when it is
     * met again as existing.
     *
     * @param segmentId the vendor's id; null: as before
     * @return work that throws {@link IllegalStateException} when the group has no name in the store
     */
    public TxWork marking(
            String target,
            String segmentName,
            @Nullable String segmentId,
            String query,
            String refreshInterval,
            GroupRow.State state) {
        return c -> {
            int marked = Sql.update(
                    c,
                    "update segment_identity set segment_id = coalesce(cast(? as varchar), segment_id), query = ?,"
                            + " refresh_interval = ?, state = ?, updated_at = ?"
                            + " where target = ? and segment_name = ?"
                            + (state == GroupRow.State.EXISTS ? " and state <> 'CREATED'" : ""),
                    segmentId,
                    query,
                    refreshInterval,
                    state.name(),
                    now(),
                    target,
                    segmentName);
            if (marked == 0 && !isNamed(c, target, segmentName)) {
                throw new IllegalStateException("No group has the segment name " + segmentName + " at " + target
                        + "; names are stored with the plan");
            }
        };
    }

    private static boolean isNamed(Connection c, String target, String segmentName) throws SQLException {
        return Sql.exists(
                c, "select 1 from segment_identity where target = ? and segment_name = ?", target, segmentName);
    }

    private int insert(Connection c, GroupRow row) throws SQLException {
        return Sql.update(
                c,
                "insert into segment_identity (" + COLUMNS + ", updated_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
                row.target(),
                row.canonicalHash(),
                Json.write(row.canonical()),
                row.guideKey(),
                row.groupKey(),
                row.segmentName(),
                row.query(),
                row.refreshInterval(),
                row.segmentId(),
                row.state().name(),
                now());
    }

    private static void checkSame(Connection c, GroupRow row) throws SQLException {
        boolean same = Sql.exists(
                c,
                "select 1 from segment_identity where target = ? and canonical_hash = ? and segment_name = ?",
                row.target(),
                row.canonicalHash(),
                row.segmentName());
        if (!same) {
            throw new IllegalStateException("Segment name '" + row.segmentName() + "' cannot be given to group "
                    + row.canonicalHash() + " at " + row.target()
                    + ": another group has it");
        }
    }

    private static GroupRow read(ResultSet row) throws SQLException {
        return new GroupRow(
                row.getString("target"),
                row.getString("canonical_hash"),
                Json.text(row.getString("canonical")),
                row.getString("guide_key"),
                row.getString("group_key"),
                row.getString("segment_name"),
                row.getString("query"),
                row.getString("refresh_interval"),
                row.getString("segment_id"),
                GroupRow.State.valueOf(row.getString("state")));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
