package io.outboundroutes.console;

import io.outboundroutes.platform.config.ConfigException;
import io.outboundroutes.platform.config.ConfigProblem;
import io.outboundroutes.platform.files.FileTrouble;
import io.outboundroutes.platform.text.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/** The console's certificate and its key. Read once; a renewed one counts at the next start. Thread-safe. */
public final class ConsoleTls {

    private static final String KEYSTORE = "console.tls.keystore";
    private static final String PASSWORD = "console.tls.password";

    private final KeyStore keys;
    private final Secret password;

    private ConsoleTls(KeyStore keys, Secret password) {
        this.keys = keys;
        this.password = password;
    }

    /**
     * Reads a PKCS #12 file.
     *
     * @param password of the file and of the key in it
     * @throws ConfigException when there is no key to be had, saying which setting to change
     */
    public static ConsoleTls read(Path keystore, Optional<Secret> password) {
        Secret secret = password.orElseThrow(() -> problem(
                PASSWORD,
                null,
                "is not set, and the keystore " + keystore + " cannot be read without it",
                "set CONSOLE_TLS_PASSWORD, or CONSOLE_TLS_PASSWORD_FILE to the path of a file with it",
                null));
        try (InputStream in = Files.newInputStream(keystore)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, secret.reveal().toCharArray());
            for (String alias : Collections.list(keys.aliases())) {
                if (keys.isKeyEntry(alias)) {
                    return new ConsoleTls(keys, secret);
                }
            }
            throw keystoreProblem(keystore, "holds no private key", null);
        } catch (IOException e) {
            if (e.getCause() instanceof UnrecoverableKeyException) {
                throw problem(
                        PASSWORD,
                        null,
                        "does not open the keystore " + keystore,
                        "set CONSOLE_TLS_PASSWORD, or CONSOLE_TLS_PASSWORD_FILE, to the password it was made with",
                        e);
            }
            String why = Files.isReadable(keystore) ? "is no PKCS #12 file" : "cannot be read: " + FileTrouble.of(e);
            throw keystoreProblem(keystore, why, e);
        } catch (GeneralSecurityException e) {
            throw keystoreProblem(keystore, "cannot be used: " + e.getMessage(), e);
        }
    }

    /**
     * Refuses to be reached from elsewhere without TLS, or by anybody.
     *
     * @param openMetrics whether anybody may read the metrics
     * @param allowed whether somebody has said that it shall be so all the same
     * @throws ConfigException saying what to set
     */
    public static void refuseExposure(String bind, Optional<ConsoleTls> tls, boolean openMetrics, boolean allowed) {
        InetSocketAddress where = new InetSocketAddress(bind, 0);
        // An address that nobody knows is told when it is taken.
        if (allowed || where.isUnresolved() || where.getAddress().isLoopbackAddress()) {
            return;
        }
        if (tls.isEmpty()) {
            throw problem(
                    "console.bind",
                    bind,
                    "would send passwords and tokens over the network readable",
                    "set " + KEYSTORE
                            + " (CONSOLE_TLS_KEYSTORE), or keep to 127.0.0.1; where something else protects the way,"
                            + " such as a port published on the host's loopback alone, console.allow-insecure=true",
                    null);
        }
        if (openMetrics) {
            throw problem(
                    "console.bind",
                    bind,
                    "would show the metrics to anybody, since observe.open-metrics is true",
                    "set observe.metrics-tokens instead, or console.allow-insecure=true",
                    null);
        }
    }

    /** For Jetty. */
    SslContextFactory.Server contextFactory() {
        SslContextFactory.Server factory = new SslContextFactory.Server();
        factory.setKeyStore(keys);
        factory.setKeyManagerPassword(password.reveal());
        return factory;
    }

    private static ConfigException keystoreProblem(Path keystore, String what, @Nullable Exception e) {
        return problem(
                KEYSTORE,
                keystore.toString(),
                what,
                "name a readable PKCS #12 file with the certificate and its key, as README, Console and health, makes one",
                e);
    }

    private static ConfigException problem(
            String key, @Nullable String value, String expected, String remedy, @Nullable Exception e) {
        ConfigException problem = new ConfigException(List.of(new ConfigProblem(key, null, value, expected, remedy)));
        if (e != null) {
            problem.initCause(e);
        }
        return problem;
    }
}
