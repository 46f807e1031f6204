package io.outboundroutes.platform.store;

import io.outboundroutes.platform.run.AuditEntry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * Through which OAuth clients this store's runs were carried out, by vendor and host. What was done is remembered by host,
 * and so another organisation's client at the same host must not meet it. Safe for use by several threads and processes;
 * every method throws {@link StoreUnavailable} when the database does not answer.
 */
public final class VendorClients {

    private static final int DIGITS = 16;

    private final Tx tx;
    private final InstantSource clock;

    VendorClients(Tx tx, InstantSource clock) {
        this.tx = tx;
        this.clock = clock;
    }

    /**
     * Who comes to a vendor, and where.
     *
     * @param vendor the vendor's id
     * @param host of its API, as it stands for the organisation everywhere in the store
     * @param fingerprint of the client's id
     */
    public record Client(String vendor, String host, String fingerprint) {

        /** By the client's id, of which only the fingerprint is kept. */
        public static Client of(String vendor, String host, String clientId) {
            return new Client(vendor, host, fingerprint(clientId));
        }

        private static String fingerprint(String clientId) {
            try {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(clientId.getBytes(StandardCharsets.UTF_8));
                return HexFormat.of().formatHex(digest).substring(0, DIGITS);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java has SHA-256", e);
            }
        }
    }

    /**
     * A client that is known.
     *
     * @param fingerprint of its id
     * @param since when it was noted
     */
    public record Known(String fingerprint, Instant since) {}

    /** The other clients known at this one's host, oldest first, when it is not among them; else none. */
    public List<Known> strangers(Client client) {
        return tx.run("Looking up OAuth clients", c -> strangers(c, client));
    }

    /**
     * Notes a client as the first one at its host. Of several that come at the same time one is the first.
     *
     * @return as {@link #strangers}; when there are any, nothing was noted
     */
    public List<Known> letIn(Client client) {
        return tx.run("Noting an OAuth client", c -> {
            List<Known> known = lockedAt(c, client);
            if (known.isEmpty()) {
                insert(c, client);
            }
            return withoutOwn(known, client);
        });
    }

    /**
     * Notes a client of the organisation whose clients are known at its host.
     *
     * @param audit the line that says so, stored in the same transaction
     * @return false when it is known already, or no other is; then nothing is changed
     */
    public boolean join(Client client, AuditEntry audit) {
        return tx.run("Noting an OAuth client of the same organisation", c -> {
            if (withoutOwn(lockedAt(c, client), client).isEmpty()) {
                return false;
            }
            insert(c, client);
            AuditRelay.insert(c, List.of(audit));
            return true;
        });
    }

    private static List<Known> lockedAt(Connection c, Client client) throws SQLException {
        // A row that is not there yet cannot be locked, and two different clients' rows do not collide.
        Sql.list(c, "select name from control where name = 'vendor-client' for update", row -> row.getString(1));
        return at(c, client);
    }

    private static List<Known> strangers(Connection c, Client client) throws SQLException {
        return withoutOwn(at(c, client), client);
    }

    private static List<Known> withoutOwn(List<Known> known, Client client) {
        boolean own = known.stream().anyMatch(each -> each.fingerprint().equals(client.fingerprint()));
        return own ? List.of() : known;
    }

    private static List<Known> at(Connection c, Client client) throws SQLException {
        return Sql.list(
                c,
                "select client, since from vendor_client where vendor = ? and target = ? order by since, client",
                row -> new Known(row.getString("client"), Objects.requireNonNull(Tx.instant(row, "since"))),
                client.vendor(),
                client.host());
    }

    private void insert(Connection c, Client client) throws SQLException {
        Sql.update(
                c,
                "insert into vendor_client (vendor, target, client, since) values (?, ?, ?, ?)",
                client.vendor(),
                client.host(),
                client.fingerprint(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }
}
