package io.outboundroutes.app.cli;

import io.outboundroutes.sandbox.SandboxServer;
import java.net.URI;

/**
 * A sandbox that stands in for all vendors, of this process or of another one.
 *
 * @param base what stands before {@code /api/v2}
 * @param clientId the client that gets tokens there
 * @param clientSecret its secret, known to everybody
 */
record StandIn(URI base, String clientId, String clientSecret) {

    static StandIn of(SandboxServer server) {
        return new StandIn(
                server.baseUri(), server.options().clientId(), server.options().clientSecret());
    }
}
