package io.outboundroutes.platform.store;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.outboundroutes.platform.run.Checkpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/**
 * The open store: a pool of connections to a migrated database, and the repositories over it.
 *
 * <p>An H2 file may be open in several processes at once: the first one serves the others on the loopback interface, and
 * when it ends the next one takes over. Safe for use by several threads. Close it last: what is recorded during a
 * shutdown needs it.
 */
public final class Store implements AutoCloseable {

    private final HikariDataSource dataSource;
    private final StoreSettings settings;
    private final String url;
    private final String owner;
    private final RunStore runs;
    private final RunHistory history;
    private final RunInputs inputs;
    private final InboxFiles inboxFiles;
    private final PlanStore plans;
    private final Replays replays;
    private final Parked parked;
    private final Retention retention;
    private final People people;
    private final ItemLedger ledger;
    private final Items items;
    private final GroupRegistry groups;
    private final SendKeys sendKeys;
    private final Observations observations;
    private final Outbox outbox;
    private final AuditRelay audit;
    private final Orders orders;
    private final Standing standing;
    private final VendorClients vendorClients;
    private final Charge charge;

    private Store(
            HikariDataSource dataSource,
            StoreSettings settings,
            String url,
            String owner,
            InstantSource clock,
            Checkpoint checkpoint) {
        this.dataSource = dataSource;
        this.settings = settings;
        this.url = url;
        this.owner = owner;
        Tx tx = new Tx(dataSource, settings.url());
        GroupCommit together = new GroupCommit(tx);
        this.runs = new RunStore(tx, owner, clock, checkpoint);
        this.history = new RunHistory(tx);
        this.inputs = new RunInputs(tx);
        this.inboxFiles = new InboxFiles(tx, owner);
        this.plans = new PlanStore(tx, owner, clock, checkpoint);
        this.replays = new Replays(tx, clock, checkpoint);
        this.parked = new Parked(tx);
        this.retention = new Retention(tx);
        this.people = new People(tx);
        this.ledger = new ItemLedger(together, owner, clock, checkpoint);
        this.items = new Items(tx);
        this.groups = new GroupRegistry(tx, clock);
        this.sendKeys = new SendKeys(tx, together, clock, checkpoint);
        this.observations = new Observations(tx);
        this.charge = new Charge(owner);
        this.outbox = new Outbox(tx, owner, clock, charge, checkpoint);
        this.audit = new AuditRelay(tx, charge, checkpoint);
        this.orders = new Orders(tx, clock);
        this.standing = new Standing(tx);
        this.vendorClients = new VendorClients(tx, clock);
    }

    /**
     * Opens the database, creates or migrates its tables.
     *
     * @param settings where it is
     * @param owner the name of this process ({@link Owner#create()}); at most 50 letters, digits, {@code . _ : @ -}
     * @param clock the wall time for what is recorded; leases and reservations go by the database's own time
     * @param checkpoint told before and after each commit
     * @throws StoreUnavailable when it cannot be opened
     */
    public static Store open(StoreSettings settings, String owner, InstantSource clock, Checkpoint checkpoint) {
        if (!owner.matches("[A-Za-z0-9._:@-]{1,50}")) {
            throw new IllegalArgumentException("owner: '" + owner + "' must be 1 to 50 letters, digits or . _ : @ -");
        }
        String url = settings.url();
        Path file = null;
        if (H2Files.isH2(url)) {
            file = H2Files.file(url);
            url = H2Files.prepare(url);
        } else if (!url.startsWith("jdbc:postgresql:")) {
            throw new StoreUnavailable(
                    url,
                    "STORE_URL must begin with jdbc:h2: or jdbc:postgresql: (for example " + StoreSettings.DEFAULT_URL
                            + ")",
                    null);
        }
        HikariDataSource dataSource = null;
        try {
            if (file != null) {
                H2Files.createFolder(file);
            }
            dataSource = StorePool.connect(settings, url, owner);
            if (file != null) {
                H2Files.protect(file);
                H2ShutdownHook.disarm(dataSource, url);
            }
            migrate(dataSource);
            return new Store(dataSource, settings, url, owner, clock, checkpoint);
        } catch (IOException | SQLException | FlywayException | PoolInitializationException e) {
            if (dataSource != null) {
                dataSource.close();
            }
            String what =
                    e instanceof FlywayException ? "the tables cannot be created or migrated" : "cannot be opened";
            throw new StoreUnavailable(settings.url(), what, e);
        }
    }

    /** The name of this process, under which it executes runs and claims events. */
    public String owner() {
        return owner;
    }

    /** Makes this process one that sees to the events and audit lines of everybody's runs, as nodes do. */
    public void takeAll() {
        charge.takeAll();
    }

    /** Runs: asking, taking turns, finishing, history. */
    public RunStore runs() {
        return runs;
    }

    /** The runs that there are and were. */
    public RunHistory history() {
        return history;
    }

    /** The rows that runs were asked for with. */
    public RunInputs inputs() {
        return inputs;
    }

    /** Which process is at work on which file of an inbox. */
    public InboxFiles inboxFiles() {
        return inboxFiles;
    }

    /** Plans, as they are made. */
    public PlanStore plans() {
        return plans;
    }

    /** Runs that go on with what others left undone. */
    public Replays replays() {
        return replays;
    }

    /** Forgets persons. */
    public People people() {
        return people;
    }

    /** Forgets what ended long ago. */
    public Retention retention() {
        return retention;
    }

    /** What waits for a person. */
    public Parked parked() {
        return parked;
    }

    /** The fates of items, as they change. */
    public ItemLedger ledger() {
        return ledger;
    }

    /** Plans and items, to be read. */
    public Items items() {
        return items;
    }

    /** Group identities of contact segmentation. */
    public GroupRegistry groups() {
        return groups;
    }

    /** Which wishes to contact a person were carried out. */
    public SendKeys sendKeys() {
        return sendKeys;
    }

    /** Earlier figures of campaign statistics. */
    public Observations observations() {
        return observations;
    }

    /** Events on their way to other people's servers. */
    public Outbox outbox() {
        return outbox;
    }

    /** Audit lines on their way to the file. */
    public AuditRelay audit() {
        return audit;
    }

    /** What operators have ordered. */
    public Orders orders() {
        return orders;
    }

    /** How things stand, for metrics. */
    public Standing standing() {
        return standing;
    }

    /** Through which OAuth clients runs were carried out. */
    public VendorClients vendorClients() {
        return vendorClients;
    }

    /** The pool, for the engine and for health checks. */
    public DataSource dataSource() {
        return dataSource;
    }

    /** Where the store is, without user and password. */
    public String address() {
        return settings.toString();
    }

    @Override
    public void close() {
        if (H2Files.isH2(url)) {
            H2ShutdownHook.close(dataSource, url);
        } else {
            dataSource.close();
        }
    }

    private static void migrate(DataSource dataSource) {
        FluentConfiguration flyway = Flyway.configure(Store.class.getClassLoader())
                .dataSource(dataSource)
                .locations("classpath:db/migration");
        // Of nodes that start together one migrates. A lock held by a transaction would sit idle in it meanwhile, and
        // be cut.
        flyway.getConfigurationExtension(PostgreSQLConfigurationExtension.class).setTransactionalLock(false);
        flyway.load().migrate();
    }
}
