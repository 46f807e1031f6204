package io.outboundroutes.app;

import io.outboundroutes.blocks.call.VendorCallRoutes;
import io.outboundroutes.platform.config.CallKeys;
import io.outboundroutes.platform.config.HouseKeys;
import io.outboundroutes.platform.config.SegmentationKeys;
import io.outboundroutes.platform.config.Settings;
import io.outboundroutes.platform.config.Vendor;
import io.outboundroutes.platform.http.ErrorText;
import io.outboundroutes.platform.http.Operation;
import io.outboundroutes.platform.http.VendorConnection;
import io.outboundroutes.platform.metrics.HouseMetrics;
import io.outboundroutes.platform.metrics.VendorSight;
import io.outboundroutes.platform.run.Target;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.platform.text.Redactor;
import io.outboundroutes.platform.text.VendorErrors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;

/** The vendors' connections and call blocks, and who of them a workflow talks to. Thread-safe. */
final class VendorDesk {

    private final Settings settings;
    private final Map<Vendor, VendorLink> links;
    private final OneOrganisation organisation;
    private final Map<Vendor, VendorCallRoutes> routes = new EnumMap<>(Vendor.class);
    private final List<VendorSight> sights = new ArrayList<>();
    private volatile Map<String, Set<Vendor>> vendorsByWorkflow = Map.of();

    VendorDesk(
            Settings settings,
            Map<Vendor, VendorLink> links,
            Surroundings around,
            HouseMetrics metrics,
            Store store,
            VendorBlocks.Paces paces) {
        this.settings = settings;
        this.links = links;
        this.organisation = new OneOrganisation(store, settings);
        scan();
        Redactor redactor = redactor(settings, links.values());
        ErrorText errors = new VendorErrors(redactor);
        CallLog log = new CallLog(metrics.calls());
        links.values().forEach(link -> {
            Vendor vendor = link.vendor();
            VendorConnection connection =
                    VendorBlocks.connection(link, settings, around, errors, store.ledger(), log, paces);
            ScopeCheck scopes = new ScopeCheck(
                    vendor.title(),
                    settings.get(CallKeys.OAUTH_SCOPE_CHECK),
                    workflow -> operations(vendor, withSwitchedOn(workflow)));
            VendorCallRoutes block = VendorBlocks.routes(link, connection, settings, (run, token) -> {
                redactor.learnToken(token.reveal());
                metrics.tokenGranted(vendor.id());
                organisation.letIn(link, run);
                scopes.check(run, token);
            });
            routes.put(vendor, block);
            sights.add(new LinkSight(link.configured(), connection, block.breaker()));
        });
    }

    /**
     * Lets nothing begin through another organisation's client.
     *
     * @throws io.outboundroutes.platform.config.ConfigException with the problems of all vendors
     */
    void refuseStrangers() {
        organisation.refuseStrangers(links.values());
    }

    /** Looks at which vendors the workflows call. */
    final void scan() {
        vendorsByWorkflow = WorkflowVendors.scan(settings.get(HouseKeys.ROUTES_DIR));
    }

    private static Redactor redactor(Settings settings, Collection<VendorLink> links) {
        Redactor redactor = new Redactor();
        links.stream().filter(VendorLink::configured).forEach(link -> redactor.learn(link.clientSecret()));
        settings.find(HouseKeys.WEBHOOK_SECRET).ifPresent(redactor::learn);
        settings.find(HouseKeys.STORE_PASSWORD).ifPresent(redactor::learn);
        return redactor;
    }

    /** How each vendor is. */
    List<VendorSight> sights() {
        return List.copyOf(sights);
    }

    /** The call blocks of all vendors. */
    Collection<VendorCallRoutes> routes() {
        return routes.values();
    }

    /** An operation's route is named after it: {@code genesys-create-segment} calls {@code create-segment}. */
    private Collection<Operation> operations(Vendor vendor, Collection<String> workflows) {
        VendorCallRoutes block = routes.get(vendor);
        if (block == null) {
            return List.of();
        }
        Path files = settings.get(HouseKeys.ROUTES_DIR);
        Set<String> named = new TreeSet<>();
        workflows.forEach(workflow -> named.addAll(WorkflowVendors.operations(files, workflow)));
        return block.operations().values().stream()
                .filter(operation -> named.contains(vendor.id() + "-" + operation.id()))
                .toList();
    }

    private Set<String> withSwitchedOn(String workflow) {
        Set<String> workflows = WorkflowVendors.switchedOn(
                settings, settings.get(HouseKeys.ROUTES_DIR), SegmentationKeys.ENABLED.name());
        workflows.add(workflow);
        return workflows;
    }

    /** Whom a workflow talks to: the first of the vendors that its file names; Genesys when it names none. */
    Target target(String workflow) {
        Vendor vendor = vendorsByWorkflow.getOrDefault(workflow, Set.of()).stream()
                .sorted()
                .findFirst()
                .orElse(Vendor.GENESYS);
        VendorLink link = links.get(vendor);
        if (link == null) {
            throw new IllegalStateException("No connection for " + vendor);
        }
        return link.target(settings.get(vendor.keys().api()));
    }

    /** The scopes that a vendor's token grants; empty when it does not say. */
    Set<String> grantedScopes(Vendor vendor, CamelContext camel) {
        VendorCallRoutes block = routes.get(vendor);
        if (block == null) {
            throw new IllegalArgumentException("No connection for " + vendor);
        }
        return new TreeSet<>(block.requestToken(camel).scopes());
    }

    /** Scopes that these workflows' operations need and that are not granted. */
    Set<String> missingScopes(Vendor vendor, Collection<String> workflows, Set<String> granted) {
        return ScopeCheck.missing(operations(vendor, workflows), granted);
    }

    /** Scopes that the guides list for a vendor and that no operation needs. */
    Set<String> unusedScopes(Vendor vendor) {
        Set<String> unused = new TreeSet<>(GuideScopes.of(vendor));
        VendorCallRoutes block = routes.get(vendor);
        if (block != null) {
            block.operations().values().forEach(operation -> unused.remove(operation.scope()));
        }
        return unused;
    }
}
