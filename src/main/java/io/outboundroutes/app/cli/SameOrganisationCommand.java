package io.outboundroutes.app.cli;

import io.outboundroutes.app.OneOrganisation;
import io.outboundroutes.app.VendorLink;
import io.outboundroutes.platform.audit.AuditFile;
import io.outboundroutes.platform.config.ConfigException;
import io.outboundroutes.platform.config.ConfigProblem;
import io.outboundroutes.platform.config.HouseKeys;
import io.outboundroutes.platform.config.Settings;
import io.outboundroutes.platform.config.Vendor;
import io.outboundroutes.platform.operate.Actor;
import io.outboundroutes.platform.run.AuditEntry;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.platform.store.VendorClients.Client;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A vendor's organisation has one client more. */
@Command(
        name = "same-organisation",
        mixinStandardHelpOptions = true,
        description = {
            "Says that the OAuth client that the settings name is one of the organisation whose client this store knows at"
                    + " that host. What was done through that one is done for it, and what is unfinished is carried out"
                    + " through it.",
            "Another organisation needs a store of its own."
        },
        footer = {"", "Example: outbound store same-organisation genesys"})
final class SameOrganisationCommand implements Callable<Integer> {

    private static final String ACTION = "OPERATOR_SAME_ORGANISATION";

    @Mixin
    private Options options = new Options();

    @Parameters(
            paramLabel = "<vendor>",
            arity = "0..1",
            description = "genesys or cxone; default: each one whose client the settings name.")
    private @Nullable String vendor;

    @Override
    public Integer call() {
        List<Vendor> meant = meant();
        Settings settings = Preparation.settings(options, Map.of(), false);
        List<VendorLink> links = links(settings, meant);
        AuditFile audit = new AuditFile(settings.get(HouseKeys.AUDIT_LOG));
        audit.checkWritable();
        Actor actor = new Actor(System.getProperty("user.name", ""), Actor.Through.CLI);
        try (Store store = RunsCommand.open(settings)) {
            links.forEach(link -> join(store, link, actor));
            store.audit().flush(audit);
        }
        return ExitCode.SUCCEEDED;
    }

    private List<Vendor> meant() {
        List<Vendor> all = List.of(Vendor.values());
        List<Vendor> meant = all.stream()
                .filter(each -> vendor == null || each.id().equals(vendor))
                .toList();
        if (meant.isEmpty()) {
            throw new WrongUsage("There is no vendor '" + vendor + "'; expected "
                    + all.stream().map(Vendor::id).collect(Collectors.joining(" or ")));
        }
        return meant;
    }

    private static List<VendorLink> links(Settings settings, List<Vendor> meant) {
        List<Vendor> begun = meant.stream()
                .filter(each -> Preparation.isBegun(settings, each))
                .toList();
        List<ConfigProblem> problems = (begun.isEmpty() ? meant : begun)
                .stream()
                        .flatMap(each -> settings.vendorProblems(each).stream())
                        .toList();
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return begun.stream().map(each -> VendorLink.of(each, settings)).toList();
    }

    private static void join(Store store, VendorLink link, Actor actor) {
        Client client = OneOrganisation.client(link).orElseThrow();
        String key = link.vendor().keys().clientId().name();
        boolean joined = store.vendorClients().join(client, line(actor, client));
        System.out.println(
                joined
                        ? "The OAuth client of " + key + " is one of the organisation that the store at "
                                + store.address() + " knows at " + client.host() + " now."
                        : "Nothing was to be done for " + key + ": the store at " + store.address()
                                + " knows no other OAuth client at " + client.host() + ", or this one, too.");
    }

    private static AuditEntry line(Actor actor, Client client) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("user", actor.name());
        details.put("through", actor.through().label());
        details.put("vendor", client.vendor());
        details.put("host", client.host());
        details.put("client", client.fingerprint());
        return new AuditEntry(
                Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS), "none", "all", ACTION, details);
    }
}
