package io.outboundroutes.console;

import java.util.Optional;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.DetectorConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;

/** How the one port is spoken to: plainly, or by TLS, then plainly for nothing but the health. Stateless. */
final class Listening {

    private Listening() {}

    static ServerConnector connector(Server server, Optional<ConsoleTls> tls) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        if (tls.isEmpty()) {
            return new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        }
        HttpConfiguration secure = new HttpConfiguration(http);
        // Without the comparison of host and certificate, which is the browser's: it is asked for by addresses too.
        secure.addCustomizer(new SecureRequestCustomizer(false));
        HttpConnectionFactory https = new HttpConnectionFactory(secure);
        SslConnectionFactory ssl =
                new SslConnectionFactory(tls.get().contextFactory(), HttpVersion.HTTP_1_1.asString());
        // Probes of a container ask plainly, whatever browsers do.
        return new ServerConnector(server, 1, 1, new DetectorConnectionFactory(ssl), https);
    }

    /** Lets through what came by TLS, and requests for the health. */
    static final class TlsOnly extends Handler.Wrapper {

        TlsOnly(Handler inner) {
            super(inner);
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            String path = Request.getPathInContext(request);
            if (request.isSecure() || path.equals(HealthHandler.LIVE) || path.equals(HealthHandler.READY)) {
                return super.handle(request, response, callback);
            }
            return Nothing.answer(HttpStatus.BAD_REQUEST_400, response, callback);
        }
    }
}
