package io.outboundroutes.app;

import io.outboundroutes.platform.config.CallKeys;
import io.outboundroutes.platform.config.Settings;
import io.outboundroutes.platform.text.Secret;
import java.util.Optional;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;

/** The trust store that is used instead of the JDK's, when one is set. Stateless. */
final class TrustStore {

    private TrustStore() {}

    /** What camel-http is told about it; empty when the JDK's own is to be used. */
    static Optional<SSLContextParameters> of(Settings settings) {
        return settings.find(CallKeys.TLS_TRUSTSTORE).map(path -> {
            KeyStoreParameters store = new KeyStoreParameters();
            store.setResource("file:" + path.toAbsolutePath());
            settings.find(CallKeys.TLS_TRUSTSTORE_PASSWORD).map(Secret::reveal).ifPresent(store::setPassword);
            store.setType(path.toString().endsWith(".jks") ? "JKS" : "PKCS12");
            TrustManagersParameters trust = new TrustManagersParameters();
            trust.setKeyStore(store);
            SSLContextParameters tls = new SSLContextParameters();
            tls.setTrustManagers(trust);
            return tls;
        });
    }
}
