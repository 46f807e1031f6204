package io.outboundroutes.console;

import jakarta.servlet.ServletConfig;
import org.jolokia.server.core.http.AgentServlet;
import org.jolokia.server.core.request.JolokiaRequest;
import org.jolokia.server.core.service.api.JolokiaServiceManager;
import org.jolokia.server.core.service.request.AbstractRequestHandler;

/**
 * Jolokia, asked about every request before it begins with it: its own handler of notifications asks no policy at all.
 * Thread-safe.
 */
final class Jolokia extends AgentServlet {

    private static final long serialVersionUID = 1L;

    private final transient RoleRestrictor restrictor;
    private final transient AccessPolicy policy;

    Jolokia(RoleRestrictor restrictor, AccessPolicy policy) {
        super(restrictor);
        this.restrictor = restrictor;
        this.policy = policy;
    }

    @Override
    protected void initServices(ServletConfig config, JolokiaServiceManager services) {
        super.initServices(config, services);
        services.addService(new Gate(restrictor));
        services.addService(new RightsInList(policy));
    }

    /** Comes before all of Jolokia's own, and takes what is refused. */
    private static final class Gate extends AbstractRequestHandler {

        private static final int FIRST = -1_000_000;

        private final RoleRestrictor restrictor;

        private Gate(RoleRestrictor restrictor) {
            super("gate", FIRST);
            this.restrictor = restrictor;
        }

        @Override
        public boolean canHandle(JolokiaRequest request) {
            return !restrictor.admits(request.getType(), request.getOption("target") != null);
        }

        @Override
        public <R extends JolokiaRequest> Object handleRequest(R request, Object previous) {
            throw new SecurityException("Requests of the type "
                    + request.getType().getName() + ", or for another JVM, are not allowed here");
        }
    }
}
