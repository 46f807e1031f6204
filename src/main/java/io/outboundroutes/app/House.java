package io.outboundroutes.app;

import io.outboundroutes.blocks.read.PagedReadRoutes;
import io.outboundroutes.blocks.run.InboxLocks;
import io.outboundroutes.blocks.run.InboxRoutes;
import io.outboundroutes.blocks.run.InboxSteps;
import io.outboundroutes.blocks.run.OrdersRoutes;
import io.outboundroutes.blocks.run.RunExecution;
import io.outboundroutes.blocks.run.RunRoutes;
import io.outboundroutes.blocks.run.RunSteps;
import io.outboundroutes.blocks.run.RunsUnderWay;
import io.outboundroutes.blocks.run.StandingOrders;
import io.outboundroutes.platform.audit.AuditFile;
import io.outboundroutes.platform.budget.SharedPaces;
import io.outboundroutes.platform.config.HouseKeys;
import io.outboundroutes.platform.config.Settings;
import io.outboundroutes.platform.config.Vendor;
import io.outboundroutes.platform.engine.RunEngine;
import io.outboundroutes.platform.intake.InputColumns;
import io.outboundroutes.platform.operate.OperatorDesk;
import io.outboundroutes.platform.operate.Replaying;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunContext;
import io.outboundroutes.platform.run.RunRequest;
import io.outboundroutes.platform.run.WorkflowTraits;
import io.outboundroutes.platform.store.Owner;
import io.outboundroutes.platform.store.Rates;
import io.outboundroutes.platform.store.Store;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;

/**
 * The program, put together: store, connections, blocks and routes. Built by {@link #open}, stopped by {@link #close}.
 * Thread-safe.
 */
public final class House implements AutoCloseable {

    private final Settings settings;
    private final Store store;
    private final Measures measures;
    private final AuditFile audit;
    private final SharedPaces paces;
    private final VendorDesk vendors;
    private final Main main = new Main();
    private final RunEngine engine;
    private final RunsUnderWay underWay = new RunsUnderWay();
    private final RunSteps steps;
    private final List<WorkflowKit> kits;
    private final HouseWebhooks webhooks;
    private final HouseFacts facts;
    private final RunStops stops;
    private final StandingOrders orders;
    private final OperatorDesk desk;
    private final Replaying replays;

    private House(Settings settings, Map<Vendor, VendorLink> links, Surroundings around, Store store, String files) {
        this.settings = settings;
        this.store = store;
        this.measures = new Measures(settings, store, around.clock());
        this.paces = new SharedPaces(Rates.of(store));
        this.vendors = new VendorDesk(settings, links, around, measures.metrics(), store, paces::of);
        measures.watch(vendors.sights());
        this.audit = new AuditFile(settings.get(HouseKeys.AUDIT_LOG));
        this.engine = new RunEngine(store, around.engine());
        this.kits = WorkflowKit.all(new WorkflowKit.Parts(settings, store, around.clock(), vendors::target));
        this.webhooks = new HouseWebhooks(
                settings,
                kits.stream().collect(Collectors.toMap(WorkflowKit::workflow, WorkflowKit::webhookUrl)),
                links.values().stream().anyMatch(VendorLink::sandbox),
                around.clock());
        this.facts = new HouseFacts(
                Version.current(),
                around.clock(),
                kits.stream().collect(Collectors.toMap(WorkflowKit::workflow, WorkflowKit::traits)),
                vendors::target,
                webhooks,
                measures.metrics().runs());
        measures.metrics().executing(underWay::workflows);
        this.steps = new RunSteps(store, audit, facts, underWay);
        this.stops = new RunStops(underWay, engine, this::camel);
        this.orders = new StandingOrders(store, underWay);
        this.desk = new OperatorDesk(
                store,
                audit,
                new HouseWorkflows(settings, this::workflows, this::columns, this::camel),
                this::lookForOrders,
                around.clock());
        this.replays = new Replaying(store, audit, facts::traits, engine::wake);
        configure(files, around);
        blocks(around);
        RouteBeans.bind(main, settings, store, kits);
    }

    /**
     * Opens the store, puts the program together and starts its routes. What fails half-way is closed again.
     *
     * @param settings checked
     * @param links where each vendor is reached
     * @throws io.outboundroutes.platform.config.ConfigException when the store is another organisation's
     */
    public static House open(Settings settings, Map<Vendor, VendorLink> links, Surroundings around) {
        Store store = Store.open(StorePlace.of(settings), Owner.create(), around.clock(), around.checkpoint());
        House house = new House(settings, links, around, store, RouteFilesInUse.pattern(settings));
        try {
            house.vendors.refuseStrangers();
            house.main.start();
            // Lines that an earlier command line had decided but not written any more.
            store.audit().tryFlush(house.audit);
            return house;
        } catch (RuntimeException | Error e) {
            house.close();
            throw e;
        }
    }

    /**
     * Camel's context with all that the house has in Java and nothing from {@code routes/}; not started. For the gates.
     *
     * @param store is only referred to until something runs
     */
    static CamelContext unfurnished(Settings settings, Map<Vendor, VendorLink> links, Store store) {
        House house = new House(settings, links, Surroundings.real(), store, "false");
        // Nobody is to see this context beside the real one, and MBeans take most of its start (1.8 s of 2.2 s,
        // measured).
        house.main.configure().setJmxEnabled(false);
        // Quartz keeps its schedulers by this name, for the whole JVM: beside the real one, firings would come here.
        house.main.configure().setName("outbound-routes-gates");
        house.main.init();
        return house.camel();
    }

    private void configure(String files, Surroundings around) {
        main.setPropertyPlaceholderLocations("false");
        main.configure().withBasePackageScanEnabled(false);
        // The commands stop the house in their own order, and a hook would keep a closed house in memory for ever.
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
        main.configure().setName("outbound-routes");
        CamelProperties.of(settings).forEach(main::addInitialProperty);
        main.configure().setRoutesIncludePattern(files);
        main.addMainListener(new QuietErrors());
        main.addMainListener(new CamelCli(around.inCamelCli()));
        measures.join(main);
    }

    private void blocks(Surroundings around) {
        vendors.routes().forEach(main.configure()::addRoutesBuilder);
        main.configure().addRoutesBuilder(new PagedReadRoutes());
        main.configure()
                .addRoutesBuilder(new RunRoutes(
                        steps,
                        (workflow, fireTime) -> {
                            store.runs()
                                    .askScheduled(
                                            workflow,
                                            fireTime,
                                            () -> measures.metrics().runs().skipped(workflow));
                            engine.wake();
                        },
                        around.clock()));
        main.configure()
                .addRoutesBuilder(new InboxRoutes(
                        new InboxSteps(store, this::columns, engine::wake), new InboxLocks(store.inboxFiles())));
        main.configure().addRoutesBuilder(new OrdersRoutes(orders));
        main.configure().addRoutesBuilder(Remembrance.routes(settings, store, around.clock()));
        main.configure().addRoutesBuilder(webhooks.routes(store, audit, facts, around.delivering()));
    }

    /** The workflows that the loaded routes make up: those with a route {@code <workflow>-plan}. */
    public Set<String> workflows() {
        return HouseWorkflows.in(camel());
    }

    /** Looks anew at which workflows there are and whom they call: in development, routes change while it runs. */
    public void routesChanged() {
        vendors.scan();
        measures.scan();
    }

    /** Camel's context. */
    public CamelContext camel() {
        return main.getCamelContext();
    }

    /**
     * Asks for a token, to see whether a vendor's credentials are good.
     *
     * @return the scopes that it grants; empty when the vendor does not say
     * @throws io.outboundroutes.platform.http.CallFailed when there is none to be had
     */
    public Set<String> grantedScopes(Vendor vendor) {
        return vendors.grantedScopes(vendor, camel());
    }

    /** Scopes that the operations of these workflows need and a vendor's token does not grant. */
    public Set<String> missingScopes(Vendor vendor, Collection<String> workflows) {
        return vendors.missingScopes(vendor, workflows, grantedScopes(vendor));
    }

    /** Scopes that the guides list for a vendor and that no operation needs: they need not be granted. */
    public Set<String> unusedScopes(Vendor vendor) {
        return vendors.unusedScopes(vendor);
    }

    /** The store. */
    public Store store() {
        return store;
    }

    /** What it tells of itself to who watches it. */
    public Measures measures() {
        return measures;
    }

    /** Notes that a run is for whom this process talks to, so that no interrupted run for anybody else is taken for it. */
    public void bindTarget(Run run) {
        store.runs().bindTarget(run.id(), facts.target(run.request().workflow()).identity());
    }

    /** Asks for a run over rows, unless just the same were handed in before and their run has not ended or succeeded. */
    public Run askOnce(RunRequest request, Iterator<String> rows) {
        return store.runs().askOnce(request, facts.target(request.workflow()).identity(), rows);
    }

    /** What a workflow knows of itself. */
    public WorkflowTraits traits(String workflow) {
        return facts.traits(workflow);
    }

    /** What the header of a workflow's CSV input must tell. */
    public InputColumns columns(String workflow) {
        return WorkflowKit.columns(kits, workflow);
    }

    /** What an operator may do. */
    public OperatorDesk desk() {
        return desk;
    }

    /** Somebody may have asked for a run, or ordered something of those under way. */
    private void lookForOrders() {
        orders.look();
        engine.wake();
    }

    /** The engine that executes runs. */
    public RunEngine engine() {
        return engine;
    }

    /** Goes on with what did not succeed. */
    public Replaying replays() {
        return replays;
    }

    /** Makes this house a node: it sees to everybody's events and audit lines, also what earlier nodes left of them. */
    void serve() {
        store.takeAll();
        store.audit().tryFlush(audit);
    }

    /** The audit trail. */
    public AuditFile audit() {
        return audit;
    }

    /** Executes a run that this process has begun. */
    public RunExecution execution() {
        return new RunExecution(camel(), steps, underWay, store);
    }

    /** The runs under way in this process. */
    public Iterable<RunContext> running() {
        return underWay.all();
    }

    /**
     * Ends the runs of this process within some four seconds, because somebody wants the process to end: nothing more is
     * sent, waits are cut, an item whose write got no answer becomes {@code unknown}, and each run is recorded with the
     * error {@code stopped}. Runs are begun no more; close the house afterwards.
     *
     * @param reason for people, in the reports
     * @return whether all had ended in time; one that had not is gone on with at the next start
     */
    public boolean stopRuns(String reason) {
        return stops.stop("The run was stopped before its end: " + reason);
    }

    /**
     * Begins no further run and waits for those under way; what has not ended after the grace stays RUNNING in the store
     * and is gone on with at the next start. Close the house afterwards.
     *
     * @return whether no run is under way any more
     */
    public boolean leaveRuns(Duration grace) {
        engine.takeNoMore();
        underWay.awaitNone(grace);
        return stops.leave("The process ends; the next one goes on with the run");
    }

    @Override
    public void close() {
        // An engine that outlives its store asks it for work for ever.
        leaveRuns(Duration.ZERO);
        main.shutdown();
        measures.close();
        paces.close();
        store.close();
    }
}
