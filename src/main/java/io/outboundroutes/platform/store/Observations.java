package io.outboundroutes.platform.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What campaigns' figures were, one row per campaign and window: asking for the same window again replaces it. Writing is
 * offered as {@link TxWork}, so that an observation becomes durable together with the outcome that it belongs to. Safe for
 * use by several threads.
 */
public final class Observations {

    private static final String COLUMNS =
            "target, campaign_id, window_start, window_end, window_seconds, observed, retrieved_at";

    private final Tx tx;

    Observations(Tx tx) {
        this.tx = tx;
    }

    /** Stores an observation; one that was retrieved later stays. */
    public TxWork recording(Observation observation) {
        return c -> {
            Instant retrievedAt = observation.retrievedAt().truncatedTo(ChronoUnit.MILLIS);
            String observed = Json.write(observation.observed());
            int replaced = Sql.update(
                    c,
                    "update observation set observed = ?, retrieved_at = ? where target = ? and campaign_id = ?"
                            + " and window_start = ? and window_end = ? and retrieved_at <= ?",
                    observed,
                    retrievedAt,
                    observation.target(),
                    observation.campaignId(),
                    observation.start(),
                    observation.end(),
                    retrievedAt);
            if (replaced == 0) {
                Sql.update(
                        c,
                        "insert into observation (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
                        observation.target(),
                        observation.campaignId(),
                        observation.start(),
                        observation.end(),
                        observation.length().toSeconds(),
                        observed,
                        retrievedAt);
            }
        };
    }

    /**
     * The newest observations of a campaign, of windows that are as long and ended earlier.
     *
     * @param length how long the windows are
     * @param before windows that end before this; the window that is to be compared does not count itself
     * @param limit at most so many
     * @return newest first
     */
    public List<Observation> last(String target, String campaignId, Duration length, Instant before, int limit) {
        return tx.run(
                "Reading observations of campaign " + campaignId,
                c -> Sql.list(
                        c,
                        "select " + COLUMNS + " from observation where target = ? and campaign_id = ?"
                                + " and window_seconds = ? and window_end < ? order by window_end desc limit ?",
                        Observations::read,
                        target,
                        campaignId.toLowerCase(Locale.ROOT),
                        length.toSeconds(),
                        before,
                        limit));
    }

    /**
     * Forgets the oldest of what was retrieved before then, in a transaction of its own.
     *
     * @return how many; fewer than the limit when no more are left
     */
    public int forget(Instant before, int limit) {
        return tx.run(
                "Forgetting observations",
                c -> Sql.update(
                        c,
                        "delete from observation where retrieved_at < ?"
                                + " and (target, campaign_id, window_start, window_end) in"
                                + " (select target, campaign_id, window_start, window_end from observation"
                                + " where retrieved_at < ? order by retrieved_at limit ?)",
                        before,
                        before,
                        limit));
    }

    private static Observation read(ResultSet row) throws SQLException {
        return new Observation(
                row.getString("target"),
                row.getString("campaign_id"),
                instant(row, "window_start"),
                instant(row, "window_end"),
                Json.decimals(row.getString("observed")),
                instant(row, "retrieved_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(Tx.instant(row, column), column);
    }
}
