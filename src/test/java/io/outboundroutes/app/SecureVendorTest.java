package io.outboundroutes.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.camel.component.http.HttpComponent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A vendor behind TLS, as all but the sandbox are: camel-http has a component of its own for those. */
class SecureVendorTest {

    private static final String PASSWORD = "keystore-password";
    private static final String CONVERSATIONS = "POST /api/v2/conversations";

    @TempDir
    private Path folder;

    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private final Map<String, String> settings = new HashMap<>();
    private HttpsServer vendor;
    private TestHouse house;

    @BeforeEach
    void open() throws Exception {
        KeyStore keys = certificate();
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        vendor = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        vendor.setHttpsConfigurator(new HttpsConfigurator(tls));
        vendor.createContext("/", this::answer);
        vendor.setExecutor(Executors.newCachedThreadPool());
        vendor.start();
        settings.putAll(ContactRows.QUICK);
        settings.put("tls.truststore", trusting(keys).toString());
        settings.put("tls.truststore-password", PASSWORD);
        URI here = URI.create("https://127.0.0.1:" + vendor.getAddress().getPort());
        settings.put("webhook.url", here + "/events");
        house = TestHouse.open(here, "client", "secret", folder, settings, Surroundings.real());
    }

    @AfterEach
    void close() {
        house.close();
        vendor.stop(0);
    }

    @Test
    void all5_con5_aConversationThatMayHaveBeenStartedIsSentOnceByTlsToo() {
        Report report = ContactRows.run(house, "secure-1");

        assertThat(seen).filteredOn(CONVERSATIONS::equals).hasSize(1);
        assertThat(ContactRows.item(report, "secure-1").get("outcome")).isEqualTo("unknown");
    }

    @Test
    void all15_anEventReachesAReceiverBehindTls() {
        ContactRows.run(house, "secure-2");

        await().atMost(Duration.ofSeconds(20)).until(() -> seen.contains("POST /events"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"localhost, true", "127.0.0.1, false"})
    void all19_aCertificateOfAnotherNameOrOfNobodyWeTrustEndsTheCall(
            String host, boolean trusted, @TempDir Path other) {
        if (!trusted) {
            settings.remove("tls.truststore");
            settings.remove("tls.truststore-password");
        }
        settings.put("retry.max-attempts", "1");
        settings.put("webhook.url", "");
        URI base = URI.create("https://" + host + ":" + vendor.getAddress().getPort());
        try (TestHouse wary = TestHouse.open(base, "client", "secret", other, settings, Surroundings.real())) {
            Report report = ContactRows.run(wary, "wary-1");

            assertThat(report.status()).as(report::toString).isEqualTo("FAILED");
            assertThat(ContactRows.item(report, "wary-1").get("reason").toString())
                    .contains("no trusted TLS connection to " + host);
        }
        assertThat(seen).isEmpty();
    }

    @Test
    void all19_aProxyThatSpeaksHttpLeadsToAVendorBehindTls(@TempDir Path other) throws IOException {
        try (ServerSocket proxy = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            Thread tunnels = new Thread(() -> tunnel(proxy), "proxy");
            tunnels.setDaemon(true);
            tunnels.start();
            settings.put("http.proxy", "127.0.0.1:" + proxy.getLocalPort());
            try (TestHouse behind = TestHouse.open(
                    URI.create("https://vendor.example"), "client", "secret", other, settings, Surroundings.real())) {
                ContactRows.run(behind, "proxied-1");
            }
        }

        assertThat(seen).contains("CONNECT vendor.example:443 HTTP/1.1", CONVERSATIONS);
    }

    /** What a proxy does with CONNECT, whatever host is asked for: it leads to the vendor. */
    private void tunnel(ServerSocket proxy) {
        while (true) {
            try {
                Socket client = proxy.accept();
                BufferedInputStream in = new BufferedInputStream(client.getInputStream());
                StringBuilder head = new StringBuilder();
                while (head.indexOf("\r\n\r\n") < 0) {
                    int next = in.read();
                    if (next < 0) {
                        break;
                    }
                    head.append((char) next);
                }
                seen.add(head.toString().lines().findFirst().orElse(""));
                Socket there = new Socket(
                        InetAddress.getLoopbackAddress(), vendor.getAddress().getPort());
                client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                pump(in, there.getOutputStream());
                pump(there.getInputStream(), client.getOutputStream());
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void pump(InputStream in, OutputStream out) {
        Thread pump = new Thread(
                () -> {
                    try (in;
                            out) {
                        byte[] some = new byte[8192];
                        for (int count = in.read(some); count >= 0; count = in.read(some)) {
                            out.write(some, 0, count);
                            out.flush();
                        }
                    } catch (IOException e) {
                        // One side has ended; so does the tunnel.
                        return;
                    }
                },
                "tunnel");
        pump.setDaemon(true);
        pump.start();
    }

    @Test
    void all19_whatHoldsForHttpHoldsForHttps() {
        HttpComponent plain = house.camel().getComponent("http", HttpComponent.class);
        HttpComponent secure = house.camel().getComponent("https", HttpComponent.class);

        assertThat(secure.isAutomaticRetriesDisabled()).isTrue();
        assertThat(secure.isCookieManagementDisabled()).isTrue();
        assertThat(secure.getConnectTimeout()).isEqualTo(plain.getConnectTimeout());
        assertThat(secure.getConnectTimeout()).isEqualTo(Duration.ofSeconds(5).toMillis());
        assertThat(secure.getConnectionRequestTimeout()).isEqualTo(plain.getConnectionRequestTimeout());
        assertThat(List.of(secure.getMaxTotalConnections(), secure.getConnectionsPerRoute()))
                .isEqualTo(List.of(20, 20));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String request =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        seen.add(request);
        exchange.getRequestBody().readAllBytes();
        String body = switch (request) {
            case "POST /oauth/token" -> "{\"access_token\":\"token-1\",\"expires_in\":3600}";
            case "POST /api/v2/externalcontacts/contacts" -> "{\"id\":\"v-1\",\"state\":\"new\"}";
            case "GET /api/v2/externalcontacts/contacts/v-1" ->
                "{\"id\":\"v-1\",\"validationStatus\":\"passed\",\"channelAvailability\":{\"voice\":\"available\"}}";
            default -> "{}";
        };
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(request.equals(CONVERSATIONS) ? 503 : 200, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private KeyStore certificate() throws IOException, InterruptedException, GeneralSecurityException {
        Path file = folder.resolve("vendor.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=vendor",
                        "-ext",
                        "san=ip:127.0.0.1,dns:vendor.example",
                        "-alias",
                        "vendor",
                        "-storetype",
                        "PKCS12",
                        "-validity",
                        "1",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    private Path trusting(KeyStore keys) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("vendor", keys.getCertificate("vendor"));
        Path file = folder.resolve("trusted.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            trusted.store(out, PASSWORD.toCharArray());
        }
        return file;
    }
}
