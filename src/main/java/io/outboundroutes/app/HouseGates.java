package io.outboundroutes.app;

import io.outboundroutes.app.gates.BlockParameter;
import io.outboundroutes.app.gates.GateContext;
import io.outboundroutes.app.gates.GateReport;
import io.outboundroutes.app.gates.JavaBlocks;
import io.outboundroutes.app.gates.LoadGate;
import io.outboundroutes.app.gates.YamlGates;
import io.outboundroutes.platform.config.HouseKeys;
import io.outboundroutes.platform.config.Key;
import io.outboundroutes.platform.config.Keys;
import io.outboundroutes.platform.config.Settings;
import io.outboundroutes.platform.config.Vendor;
import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.platform.store.StoreSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;

/**
 * The gates over {@code routes.dir} with the blocks that this program really has: what {@code check} and the start of
 * {@code run}, {@code serve} and {@code dev} run. Calls no vendor and opens neither the configured store nor the audit file; blocks
 * that need a store get an empty one in memory. For one thread at a time.
 */
public final class HouseGates implements AutoCloseable {

    /** A private database: it has no name, and ends with its pool. */
    private static final String EMPTY_STORE = "jdbc:h2:mem:gates-%s;DB_CLOSE_DELAY=-1";

    private final Settings settings;
    private final Map<String, String> dialects;
    private final Store store;
    private final LoadGate load;
    private final JavaBlocks blocks;

    private HouseGates(Settings settings, Store store, Map<Vendor, VendorLink> links) {
        this.settings = settings;
        this.dialects = dialects(settings);
        this.store = store;
        this.load = new LoadGate(() -> House.unfurnished(settings, links, store));
        this.blocks = blocks(settings, links, store);
    }

    /** The gates for several looks: what they need besides the files is made once. To be closed. */
    public static HouseGates of(Settings settings) {
        Map<Vendor, VendorLink> links = new EnumMap<>(Vendor.class);
        for (Vendor vendor : Vendor.values()) {
            links.put(vendor, VendorLink.of(vendor, settings));
        }
        String owner = "gates-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
        StoreSettings memory = new StoreSettings(EMPTY_STORE.formatted(owner), null, null);
        Store store = Store.open(memory, owner, Clock.systemUTC(), Checkpoint.NONE);
        try {
            return new HouseGates(settings, store, links);
        } catch (RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    /**
     * The static gates and, when they pass, Camel's own judgement of every workflow with every dialect: a file that is
     * refused already would only be refused a second time, in Camel's words.
     */
    public static GateReport inspect(Settings settings) {
        return inspect(settings, true);
    }

    /** The static gates alone, for a program that has Camel load the routes right afterwards. */
    public static GateReport inspectFiles(Settings settings) {
        return inspect(settings, false);
    }

    private static GateReport inspect(Settings settings, boolean loading) {
        Path routes = settings.get(HouseKeys.ROUTES_DIR);
        try (HouseGates gates = of(settings)) {
            GateReport report = gates.statically(routes);
            return loading && report.passed()
                    ? report.and(gates.load.inspectEveryDialect(routes, gates.dialects))
                    : report;
        }
    }

    /**
     * The static gates over another folder and, when they pass, Camel's own judgement of all its files together, with the
     * selected dialects.
     *
     * @param changed names of files
     */
    public GateReport inspectChange(Path routes, Collection<String> changed) {
        GateReport report = statically(routes);
        return report.passed() ? report.and(load.inspectTogether(routes, dialects, changed)) : report;
    }

    private GateReport statically(Path routes) {
        return YamlGates.inspect(routes, GateContext.of(dialects, keys(settings), blocks));
    }

    @Override
    public void close() {
        store.close();
    }

    private static Map<String, String> dialects(Settings settings) {
        Map<String, String> dialects = new HashMap<>();
        for (Vendor vendor : Vendor.values()) {
            dialects.put(vendor.id(), settings.get(vendor.keys().api()));
        }
        return dialects;
    }

    /** Our keys, and those that are not ours but set: Camel's placeholders know them too. */
    private static Set<String> keys(Settings settings) {
        Set<String> keys = Keys.ALL.stream().map(Key::name).collect(Collectors.toCollection(HashSet::new));
        keys.addAll(settings.asProperties().keySet());
        return keys;
    }

    private static JavaBlocks blocks(Settings settings, Map<Vendor, VendorLink> links, Store store) {
        CamelContext context = House.unfurnished(settings, links, store);
        try {
            JavaBlocks blocks = JavaBlocks.of((ModelCamelContext) context);
            for (Vendor vendor : Vendor.values()) {
                blocks = callParameters(blocks, vendor.id() + "-call");
            }
            return blocks.knowing(
                            "paged-read", BlockParameter.required("operation").namingARoute())
                    .knowing("paged-read", BlockParameter.optional("dedupe").oneOf("all", "neighbours"))
                    .knowing(
                            "paged-read", BlockParameter.optional("newestFirst").oneOf("true", "false"));
        } finally {
            context.stop();
        }
    }

    private static JavaBlocks callParameters(JavaBlocks blocks, String template) {
        return blocks.knowing(
                        template, BlockParameter.required("method").oneOf("GET", "POST", "PUT", "PATCH", "DELETE"))
                .knowing(template, BlockParameter.required("effect").oneOf("read", "write"))
                .knowing(template, BlockParameter.optional("afterAmbiguity").oneOf("repeat", "lookup", "none"))
                .knowing(template, BlockParameter.optional("lookup").namingARoute())
                .knowing(template, BlockParameter.optional("pager").oneOf("page-number", "cursor", "offset"));
    }
}
