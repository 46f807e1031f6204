package io.outboundroutes.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outboundroutes.platform.config.ConfigException;
import io.outboundroutes.platform.text.Secret;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The console over TLS, with a certificate that the JDK's own tool made. */
class ConsoleTlsTest {

    private static final String PASSWORD = "keystore-password";
    private static final Optional<Secret> SECRET = Optional.of(Secret.of(PASSWORD));

    @TempDir
    private static Path folder;

    private static Path keystore;
    private static CamelContext camel;
    private static Console console;
    private static HttpClient browser;

    @BeforeAll
    static void start() throws Exception {
        keystore = folder.resolve("console.p12");
        keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=outbound", "-ext", "san=ip:127.0.0.1");
        camel = Consoles.camel("console-tls");
        ConsoleSettings settings = new ConsoleSettings(
                0,
                "127.0.0.1",
                List.of(ConsoleUser.admin(Secret.of(Consoles.PASSWORD))),
                Duration.ofMinutes(5),
                new MetricsAccess(true, List.of()),
                Optional.of(ConsoleTls.read(keystore, SECRET)));
        console = Consoles.start(settings, camel, () -> Consoles.WELL);
        browser = HttpClient.newBuilder().sslContext(trusting(keystore)).build();
    }

    @AfterAll
    static void stop() throws Exception {
        console.close();
        camel.close();
    }

    @Test
    void aLoginGoesByTlsAndItsCookieNeverGoesPlainly() throws Exception {
        assertThat(console.hawtio()).hasScheme("https");
        HttpResponse<String> answer = browser.send(
                HttpRequest.newBuilder(console.hawtio().resolve("/hawtio/auth/login"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(
                                "{\"username\":\"admin\",\"password\":\"" + Consoles.PASSWORD + "\"}"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("set-cookie").orElse(""))
                .contains("OUTBOUNDCONSOLE", "Secure", "HttpOnly", "SameSite=Strict");
        assertThat(answer.sslSession().orElseThrow().getProtocol()).isIn("TLSv1.2", "TLSv1.3");
        assertThat(get(browser, console.metrics()).body()).isEqualTo(Consoles.FIGURES);
    }

    @ParameterizedTest(name = "plain http to {0} is answered {1}")
    @CsvSource({
        "/hawtio/, 400",
        "/hawtio/auth/login, 400",
        "/observe/metrics, 400",
        "/, 400",
        "/observe/health/live, 200",
        "/observe/health/ready, 200"
    })
    void nothingButTheHealthIsToldPlainly(String path, int status) throws Exception {
        HttpResponse<String> answer =
                get(HttpClient.newHttpClient(), URI.create("http://127.0.0.1:" + console.port() + path));
        assertThat(answer.statusCode()).isEqualTo(status);
        if (status == 400) {
            assertThat(answer.body()).isEmpty();
            assertThat(answer.headers().map()).doesNotContainKey("set-cookie");
        }
    }

    @Test
    void whatIsWrongWithTheKeystoreIsNamedWithItsRemedy() throws Exception {
        refused(folder.resolve("none.p12"), SECRET, "console.tls.keystore", "none.p12", "cannot be read");
        refused(Files.writeString(folder.resolve("text.p12"), "no keystore"), SECRET, "is no PKCS #12 file");
        refused(keystore, Optional.of(Secret.of("another")), "console.tls.password", "CONSOLE_TLS_PASSWORD_FILE");
        refused(keystore, Optional.empty(), "console.tls.password", "is not set");
    }

    private static void refused(Path file, Optional<Secret> password, String... words) {
        assertThatThrownBy(() -> ConsoleTls.read(file, password))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll(words)
                .hasMessageNotContaining(PASSWORD)
                .hasMessageNotContaining("another'");
    }

    @ParameterizedTest(name = "{0}, TLS {1}, open metrics {2}, allowed {3}")
    @CsvSource({
        "127.0.0.1, false, true, false, ''",
        "::1, false, false, false, ''",
        "0.0.0.0, false, false, false, console.tls.keystore",
        "0.0.0.0, false, false, true, ''",
        "0.0.0.0, true, false, false, ''",
        "0.0.0.0, true, true, false, observe.metrics-tokens",
        "192.0.2.1, false, false, false, console.allow-insecure"
    })
    void all20_beyondThisMachineItWantsTlsAndAuthentication(
            String bind, boolean tls, boolean openMetrics, boolean allowed, String remedy) {
        Optional<ConsoleTls> certificate = tls ? Optional.of(ConsoleTls.read(keystore, SECRET)) : Optional.empty();
        if (remedy.isEmpty()) {
            assertThatCode(() -> ConsoleTls.refuseExposure(bind, certificate, openMetrics, allowed))
                    .doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> ConsoleTls.refuseExposure(bind, certificate, openMetrics, allowed))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContainingAll("console.bind", bind, remedy);
        }
    }

    private static HttpResponse<String> get(HttpClient client, URI where) throws Exception {
        return client.send(HttpRequest.newBuilder(where).build(), BodyHandlers.ofString());
    }

    private static void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "-alias", "console", "-storetype", "PKCS12", "-validity", "1", "-keystore", keystore.toString()));
        command.addAll(List.of("-storepass", PASSWORD));
        Process made = new ProcessBuilder(command).redirectErrorStream(true).start();
        String told = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(made.waitFor()).as(told).isZero();
    }

    private static SSLContext trusting(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("console", keys.getCertificate("console"));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
