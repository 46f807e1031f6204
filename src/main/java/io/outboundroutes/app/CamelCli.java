package io.outboundroutes.app;

import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.CliConnectorFactory;

/**
 * Decides whether Camel's own command line ({@code camel get route}, {@code camel trace}) sees the process. Its connector
 * starts by itself wherever its jar is, writes what it sees to {@code ~/.camel} and takes orders from there: for development
 * alone. Thread-safe.
 */
final class CamelCli extends MainListenerSupport {

    private final boolean seen;

    CamelCli(boolean seen) {
        this.seen = seen;
    }

    @Override
    public void beforeInitialize(BaseMainSupport main) {
        CamelContext camel = main.getCamelContext();
        CliConnectorFactory connector = camel.getCamelContextExtension().getContextPlugin(CliConnectorFactory.class);
        if (connector != null) {
            connector.setEnabled(seen);
        }
        // Routes are made with what `camel trace --action=start` switches on, or it would show nothing.
        camel.setBacklogTracingStandby(seen);
        camel.setBacklogTracingTemplates(seen);
    }
}
