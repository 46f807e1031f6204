package io.outboundroutes.app;

import io.outboundroutes.blocks.call.VendorCallRoutes;
import io.outboundroutes.platform.config.CallKeys;
import io.outboundroutes.platform.config.Settings;
import io.outboundroutes.platform.config.Vendor;
import io.outboundroutes.platform.http.ErrorText;
import io.outboundroutes.platform.http.Operation;
import io.outboundroutes.platform.http.VendorConnection;
import io.outboundroutes.platform.run.SendLedger;
import io.outboundroutes.platform.run.Target;
import io.outboundroutes.platform.text.Redactor;
import io.outboundroutes.platform.text.VendorErrors;
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
    private final Map<String, Set<Vendor>> vendorsByWorkflow;
    private final Map<Vendor, VendorCallRoutes> routes = new EnumMap<>(Vendor.class);
    private final Map<Vendor, ScopeCheck> scopeChecks = new EnumMap<>(Vendor.class);

    VendorDesk(
            Settings settings,
            Map<Vendor, VendorLink> links,
            Map<String, Set<Vendor>> vendorsByWorkflow,
            Surroundings around,
            Redactor redactor,
            SendLedger ledger) {
        this.settings = settings;
        this.links = links;
        this.vendorsByWorkflow = vendorsByWorkflow;
        ErrorText errors = new VendorErrors(redactor);
        CallLog log = new CallLog();
        links.values().forEach(link -> {
            Vendor vendor = link.vendor();
            VendorConnection connection = VendorBlocks.connection(link, settings, around, errors, ledger, log);
            ScopeCheck scopes =
                    new ScopeCheck(vendor.title(), settings.get(CallKeys.OAUTH_SCOPE_CHECK), () -> operations(vendor));
            scopeChecks.put(vendor, scopes);
            routes.put(vendor, VendorBlocks.routes(link, connection, settings, (run, token) -> {
                redactor.learnToken(token.reveal());
                scopes.check(run, token);
            }));
        });
    }

    /** The call blocks of all vendors. */
    Collection<VendorCallRoutes> routes() {
        return routes.values();
    }

    private Collection<Operation> operations(Vendor vendor) {
        VendorCallRoutes block = routes.get(vendor);
        return block == null ? List.of() : block.operations().values();
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

    /** Scopes that the operations in use need and these do not hold. */
    Set<String> missingScopes(Vendor vendor, Set<String> granted) {
        ScopeCheck check = scopeChecks.get(vendor);
        return check == null ? Set.of() : check.missing(granted);
    }

    /** Scopes that the guides list for a vendor and that no operation in use needs. */
    Set<String> unusedScopes(Vendor vendor) {
        Set<String> unused = new TreeSet<>(GuideScopes.of(vendor));
        operations(vendor).forEach(operation -> unused.remove(operation.scope()));
        return unused;
    }
}
