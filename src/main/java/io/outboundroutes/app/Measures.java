package io.outboundroutes.app;

import io.outboundroutes.platform.config.HouseKeys;
import io.outboundroutes.platform.config.SegmentationKeys;
import io.outboundroutes.platform.config.Settings;
import io.outboundroutes.platform.metrics.Glimpse;
import io.outboundroutes.platform.metrics.HouseMetrics;
import io.outboundroutes.platform.metrics.VendorSight;
import io.outboundroutes.platform.store.Orders;
import io.outboundroutes.platform.store.Standing;
import io.outboundroutes.platform.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyFactory;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/** What a house tells of itself: its figures, whether its store answers, how its vendors are. Thread-safe. */
public final class Measures implements AutoCloseable {

    /** What tells how much a run has worked through (guide 004: the ids that were synced). */
    private static final Map<String, String> THROUGHPUT = Map.of(
            "contact-segmentation", "contacts",
            "campaign-schedules", "attempted",
            "external-contacts", "attempted",
            "campaign-statistics", "campaigns",
            "engagement-sync", "synced");

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration FRESH = Duration.ofMillis(500);

    private final Settings settings;
    private final HouseMetrics metrics;
    private final Glimpse<Set<String>> pauses;
    private List<VendorSight> vendors = List.of();
    private volatile Set<String> workflows = Set.of();
    private volatile Set<String> switchedOn = Set.of();

    Measures(Settings settings, Store store, InstantSource clock) {
        this.settings = settings;
        scan();
        this.metrics =
                new HouseMetrics(() -> look(store, workflows), () -> switchedOn, THROUGHPUT, clock, System::nanoTime);
        this.pauses = new Glimpse<>(() -> pauses(store), PATIENCE, FRESH, System::nanoTime);
    }

    /** Looks at which workflows there are. */
    final void scan() {
        Path routes = settings.get(HouseKeys.ROUTES_DIR);
        workflows = new TreeSet<>(WorkflowVendors.scan(routes).keySet());
        switchedOn = WorkflowVendors.switchedOn(settings, routes, SegmentationKeys.ENABLED.name());
    }

    private static Standing.Now look(Store store, Set<String> workflows) {
        return store.standing().look(workflows);
    }

    private static Set<String> pauses(Store store) {
        return store.orders().halts().stream().map(Orders.Halt::scope).collect(Collectors.toSet());
    }

    /** Looks at these vendors from now on. */
    void watch(List<VendorSight> sights) {
        vendors = List.copyOf(sights);
        vendors.forEach(metrics::watch);
    }

    /** Lets Camel count the exchanges of each route. */
    void join(Main main) {
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport starting) {
                MicrometerRoutePolicyFactory routes = new MicrometerRoutePolicyFactory();
                routes.setCamelContext(starting.getCamelContext());
                routes.setMeterRegistry(metrics.registry());
                starting.getCamelContext().addRoutePolicyFactory(routes);
            }
        });
    }

    /** The figures. */
    public HouseMetrics metrics() {
        return metrics;
    }

    /** How the vendors are. */
    public List<VendorSight> vendors() {
        return vendors;
    }

    /** Whether the store answers right now, within a second. */
    public boolean storeAnswers() {
        return pauses.get().isPresent();
    }

    /** The workflows that an operator has paused, {@link Orders#ALL} when everything is stopped; none when the store does not answer. */
    public Set<String> paused() {
        return pauses.get().orElse(Set.of());
    }

    @Override
    public void close() {
        metrics.close();
    }
}
