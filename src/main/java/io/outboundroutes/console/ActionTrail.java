package io.outboundroutes.console;

import io.outboundroutes.platform.config.Role;

/** Keeps what people did through the console. Implementations are thread-safe. */
@FunctionalInterface
public interface ActionTrail {

    /**
     * Notes that somebody does something, before it is done.
     *
     * @param user who
     * @param on the MBean that does it
     * @param operation its operation, as it was asked for
     * @throws RuntimeException when it cannot be noted; it is not done then
     */
    void acts(String user, Role role, String on, String operation);
}
