package io.outboundroutes.app.dev;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.component.direct.DirectEndpoint;
import org.apache.camel.component.kamelet.KameletEndpoint;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;

/**
 * Exchanges routes of a context that runs. Camel's own reload either removes all routes, those in Java too, or leaves what a
 * file does not hold any more, and knows nothing of the routes that blocks became (CAMEL-FACTS 2). For one thread.
 */
final class RouteSwap {

    private final CamelContext camel;

    RouteSwap(CamelContext camel) {
        this.camel = camel;
    }

    /** Whether no exchange is in any of these routes. */
    boolean areIdle(Collection<String> routes) {
        return routes.stream().allMatch(id -> camel.getInflightRepository().size(id) == 0);
    }

    /** Stops and removes routes, with what would else keep their old options alive; those that are not there are passed over. */
    void remove(Collection<String> routes) throws Exception {
        for (String id : new TreeSet<>(routes)) {
            Route route = camel.getRoute(id);
            if (route != null) {
                Endpoint from = route.getEndpoint();
                camel.getRouteController().stopRoute(id);
                camel.removeRoute(id);
                // A cron or a folder's options; a direct endpoint has none, and others send to it.
                if (!(from instanceof DirectEndpoint)) {
                    camel.removeEndpoint(from);
                }
            }
        }
        for (Endpoint endpoint : List.copyOf(camel.getEndpoints())) {
            if (endpoint instanceof KameletEndpoint block && routes.contains(block.getRouteId())) {
                camel.removeEndpoint(endpoint);
            }
        }
    }

    /** Adds the routes of these files and starts them. */
    void add(Collection<Resource> files) throws Exception {
        PluginHelper.getRoutesLoader(camel).loadRoutes(files);
    }
}
