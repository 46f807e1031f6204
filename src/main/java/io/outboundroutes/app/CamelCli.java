package io.outboundroutes.app;

import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.CliConnectorFactory;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether Camel's own command line ({@code camel get route}, {@code camel trace}) sees the process. Its connector
 * starts by itself wherever its jar is, writes what it sees to {@code ~/.camel} and takes orders from there: for development
 * alone, and not before the routes are there. Camel would start it while it makes them, in a thread of its own, which uses
 * the same registry: now and then a start failed with a ConcurrentModificationException. Thread-safe.
 */
final class CamelCli extends MainListenerSupport {

    private final boolean seen;

    CamelCli(boolean seen) {
        this.seen = seen;
    }

    @Override
    public void beforeInitialize(BaseMainSupport main) {
        CamelContext camel = main.getCamelContext();
        CliConnectorFactory connectors = connectors(camel);
        if (connectors != null) {
            connectors.setEnabled(false);
        }
        // Routes are made with what `camel trace --action=start` switches on, or it would show nothing.
        camel.setBacklogTracingStandby(seen);
        camel.setBacklogTracingTemplates(seen);
        if (seen && connectors != null) {
            addStartupListener(camel, connectors);
        }
    }

    private static void addStartupListener(CamelContext camel, CliConnectorFactory connectors) {
        try {
            camel.addStartupListener((started, already) -> {
                connectors.setEnabled(true);
                camel.addService(connectors.createConnector(), true);
            });
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
        }
    }

    private static @Nullable CliConnectorFactory connectors(CamelContext camel) {
        return camel.getCamelContextExtension().getContextPlugin(CliConnectorFactory.class);
    }
}
