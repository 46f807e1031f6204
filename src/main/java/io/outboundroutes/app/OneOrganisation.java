package io.outboundroutes.app;

import io.outboundroutes.platform.config.ConfigException;
import io.outboundroutes.platform.config.ConfigProblem;
import io.outboundroutes.platform.config.Key;
import io.outboundroutes.platform.config.Settings;
import io.outboundroutes.platform.http.CallFailed;
import io.outboundroutes.platform.run.RunContext;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.platform.store.VendorClients.Client;
import io.outboundroutes.platform.store.VendorClients.Known;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a store to one organisation of each vendor's host. The store remembers what was done by host, which the
 * organisations of a region share; they differ by their OAuth clients. So a client is refused where another one is known.
 * One becomes known by the first token that a run is given for it: one that was never let in has done nothing. The
 * sandbox stands for nobody. Thread-safe.
 */
public final class OneOrganisation {

    private final Store store;
    private final Settings settings;
    private final Set<Client> admitted = ConcurrentHashMap.newKeySet();

    public OneOrganisation(Store store, Settings settings) {
        this.store = store;
        this.settings = settings;
    }

    /** The client of a link, as the store knows it; empty when it has none to tell apart. */
    public static Optional<Client> client(VendorLink link) {
        return link.configured() && !link.sandbox()
                ? Optional.of(Client.of(link.vendor().id(), link.address().host(), link.clientId()))
                : Optional.empty();
    }

    /** What is wrong with the clients of these links: those that another one's deeds would be taken for. */
    public List<ConfigProblem> problems(Collection<VendorLink> links) {
        return links.stream()
                .flatMap(link -> client(link).stream()
                        .map(client -> store.vendorClients().strangers(client))
                        .filter(strangers -> !strangers.isEmpty())
                        .map(strangers -> problem(link, strangers)))
                .toList();
    }

    /**
     * Lets nothing begin through a client that is not known where another one is.
     *
     * @throws ConfigException with the problems of all links
     */
    void refuseStrangers(Collection<VendorLink> links) {
        List<ConfigProblem> problems = problems(links);
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }

    /**
     * The vendor gave a run a token for a client, which is known from now on; once per process.
     *
     * @throws CallFailed when another one has become known since the start
     */
    void letIn(VendorLink link, RunContext run) {
        Client client = client(link).orElse(null);
        if (client == null || run.run().isNone() || admitted.contains(client)) {
            return;
        }
        List<Known> strangers = store.vendorClients().letIn(client);
        if (!strangers.isEmpty()) {
            String message = problem(link, strangers).message();
            throw new CallFailed(CallFailed.Kind.REFUSED, CallFailed.TOKEN, null, null, message);
        }
        admitted.add(client);
    }

    private ConfigProblem problem(VendorLink link, List<Known> strangers) {
        Key<String> key = link.vendor().keys().clientId();
        String who = strangers.size() == 1 ? "another OAuth client" : strangers.size() + " other OAuth clients";
        return new ConfigProblem(
                key.name(),
                settings.origin(key),
                null,
                "the store at " + store.address() + " remembers what was done at "
                        + link.address().host() + " through " + who + ", known since "
                        + strangers.get(0).since()
                        + "; if this one is another organisation's, what the first one has would be taken for done, and its"
                        + " unfinished runs and waiting contacts would be carried out at the second",
                "give another organisation a store of its own (STORE_URL); if it is a new client of the same"
                        + " organisation, say so once: outbound store same-organisation "
                        + link.vendor().id());
    }
}
