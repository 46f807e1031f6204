package io.outboundroutes.app;

import io.outboundroutes.blocks.Variables;
import io.outboundroutes.blocks.plain.CollectList;
import io.outboundroutes.blocks.plain.Fields;
import io.outboundroutes.blocks.plain.LookUp;
import io.outboundroutes.blocks.read.PagedReadRoutes;
import io.outboundroutes.platform.budget.Pacer;
import io.outboundroutes.platform.budget.SharedPaces;
import io.outboundroutes.platform.config.Settings;
import io.outboundroutes.platform.config.SettingsSources;
import io.outboundroutes.platform.config.Vendor;
import io.outboundroutes.platform.http.CallListener;
import io.outboundroutes.platform.http.VendorConnection;
import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.platform.run.Fate;
import io.outboundroutes.platform.run.Item;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunContext;
import io.outboundroutes.platform.run.RunRequest;
import io.outboundroutes.platform.run.RunStatus;
import io.outboundroutes.platform.run.SendLedger;
import io.outboundroutes.platform.run.Trigger;
import io.outboundroutes.platform.text.Redactor;
import io.outboundroutes.platform.text.VendorErrors;
import io.outboundroutes.sandbox.SandboxServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.main.Main;

/**
 * The call and read blocks alone, wired as the program wires them, over real HTTP: no store, no workflow. Tests put
 * their own routes around them.
 */
public final class TestBlocks implements AutoCloseable {

    private final Main main = new Main();
    private final Map<Vendor, VendorConnection> connections = new EnumMap<>(Vendor.class);
    private final AtomicInteger runs = new AtomicInteger();

    private TestBlocks(Setup setup) {
        Map<String, String> program = new HashMap<>(Map.of(
                "retry.base", "5ms",
                "retry.cap", "20ms",
                "genesys.rate-limit", "1000/1s",
                "cxone.rate-limit", "1000/1s",
                "genesys.breaker.window", "10000",
                "genesys.breaker.minimum", "10000"));
        program.putAll(setup.settings);
        Settings settings = Settings.load(SettingsSources.none().program(program));
        Surroundings around = new Surroundings(setup.clock, new Random(42), Checkpoint.NONE);
        main.setPropertyPlaceholderLocations("false");
        main.configure().withBasePackageScanEnabled(false);
        main.configure().setRoutesIncludePattern(String.join(",", setup.files));
        CamelProperties.of(settings).forEach(main::addInitialProperty);
        main.addMainListener(new QuietErrors());
        main.addMainListener(new CamelCli(false));
        VendorErrors errors = new VendorErrors(new Redactor());
        for (Vendor vendor : Vendor.values()) {
            VendorLink link = VendorLink.toSandbox(vendor, setup.base, setup.clientId, setup.clientSecret);
            VendorConnection connection = VendorBlocks.connection(
                    link, settings, around, errors, setup.ledger, CallListener.NONE, setup.paces);
            connections.put(vendor, connection);
            main.configure().addRoutesBuilder(VendorBlocks.routes(link, connection, settings, (run, token) -> {}));
        }
        main.configure().addRoutesBuilder(new PagedReadRoutes());
        main.bind("lookUp", new LookUp());
        // The operations of the vendor name it, in what reads the schedules of a campaign.
        main.bind("schedules", new SchedulesSteps(new SchedulesOptions(false, false, 100, 1000)));
        main.bind("fields", new Fields());
        main.bind("collectList", new CollectList());
        setup.routes.forEach(main.configure()::addRoutesBuilder);
        main.start();
    }

    /** The blocks towards a sandbox. */
    public static Setup towards(SandboxServer sandbox) {
        Setup setup = new Setup(sandbox.baseUri());
        setup.clientId = sandbox.options().clientId();
        setup.clientSecret = sandbox.options().clientSecret();
        return setup;
    }

    /** The blocks towards any server. */
    public static Setup towards(URI base) {
        return new Setup(base);
    }

    /** What a test may choose. */
    public static final class Setup {
        private final URI base;
        private final Map<String, String> settings = new HashMap<>();
        private final List<RoutesBuilder> routes = new ArrayList<>();
        private final List<String> files = new ArrayList<>(List.of(
                "file:" + Path.of("routes/vendors/genesys-guide.camel.yaml").toAbsolutePath()));
        private String clientId = "client";
        private String clientSecret = "secret";
        private VendorBlocks.Paces paces = (budget, permits, period) -> new Pacer(permits, period, System::nanoTime);
        private SendLedger ledger = (run, item, operation) -> {};
        private InstantSource clock = Clock.systemUTC();

        private Setup(URI base) {
            this.base = base;
        }

        /** A setting by its key. */
        public Setup with(String key, String value) {
            settings.put(key, value);
            return this;
        }

        /** Rate limits that are shared with other processes. */
        public Setup sharing(SharedPaces shared) {
            paces = shared::of;
            return this;
        }

        /** Who remembers sends. */
        public Setup ledger(SendLedger other) {
            ledger = other;
            return this;
        }

        /** The wall time. */
        public Setup clock(InstantSource other) {
            clock = other;
            return this;
        }

        /** The client and its secret, as the server knows them. */
        public Setup client(String id, String secret) {
            clientId = id;
            return secret(secret);
        }

        /** Other credentials. */
        public Setup secret(String other) {
            clientSecret = other;
            return this;
        }

        /** Routes of the test. */
        public Setup routes(RoutesBuilder more) {
            routes.add(more);
            return this;
        }

        /** Routes of the test, in YAML, written to a folder. */
        public Setup yaml(Path folder, String text) {
            try {
                Path file = Files.writeString(folder.resolve("test-" + files.size() + ".camel.yaml"), text);
                files.add("file:" + file.toAbsolutePath());
                return this;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Starts them. */
        public TestBlocks start() {
            return new TestBlocks(this);
        }
    }

    /** A run that is under way. */
    public RunContext run() {
        RunRequest request = new RunRequest("test", Trigger.CLI, Mode.LIVE, null, false, null, Map.of());
        Instant now = Instant.parse("2026-03-01T12:00:00Z");
        return new RunContext(
                new Run(
                        "run-" + runs.incrementAndGet(),
                        request,
                        RunStatus.RUNNING,
                        "test",
                        false,
                        null,
                        now,
                        now,
                        null,
                        null),
                now);
    }

    /** A planned item of a run. */
    public static Item item(RunContext run, String key) {
        return new Item(
                run.id(),
                0,
                key,
                Fate.PLANNED,
                Item.PLANNED_STATE,
                Set.of(),
                null,
                null,
                null,
                Map.of(),
                Map.of(),
                null);
    }

    /** Sends a body to a route within a run of its own, acting on an item. */
    public Exchange send(String uri, Object body) {
        return send(uri, run(), body, exchange -> {});
    }

    /** The same within a given run, with more on the exchange. */
    public Exchange send(String uri, RunContext run, Object body, Processor more) {
        return camel().createFluentProducerTemplate()
                .to(uri)
                .withProcessor(exchange -> {
                    exchange.setVariable(Variables.RUN, run);
                    exchange.setVariable(Variables.ITEM, item(run, "item-1"));
                    exchange.getMessage().setBody(body);
                    more.process(exchange);
                })
                .send();
    }

    /** What the calls of a vendor share. */
    public VendorConnection connection(Vendor vendor) {
        return connections.get(vendor);
    }

    /** Camel's context. */
    public CamelContext camel() {
        return main.getCamelContext();
    }

    @Override
    public void close() {
        main.shutdown();
    }
}
