package io.outboundroutes.app;

import io.outboundroutes.console.Console;
import io.outboundroutes.console.ConsoleSettings;
import io.outboundroutes.console.Health;
import io.outboundroutes.console.ListeningPlace;
import io.outboundroutes.console.MetricsAccess;
import io.outboundroutes.console.Watched;
import io.outboundroutes.console.api.Api;
import io.outboundroutes.platform.config.ApiToken;
import io.outboundroutes.platform.config.Rate;
import io.outboundroutes.platform.config.Role;
import io.outboundroutes.platform.json.Json;
import io.outboundroutes.platform.text.TokenHash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/** The REST API over a house, and somebody who calls it. */
final class RestApi implements AutoCloseable {

    static final String OPERATOR = "operators-token-operators-token";
    static final String VIEWER = "viewers-token-viewers-token";
    static final int MAX_BODY = 20_000;

    private final Console console;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    private RestApi(Console console) {
        this.console = console;
    }

    static RestApi open(TestHouse house) {
        return open(house, new Rate(10_000, Duration.ofSeconds(1)), System::nanoTime);
    }

    static RestApi open(TestHouse house, Rate rate, LongSupplier nanoTime) {
        Api api = new Api(
                List.of(
                        new ApiToken("olga", Role.OPERATOR, TokenHash.parse(hash(OPERATOR))),
                        new ApiToken("vera", Role.VIEWER, TokenHash.parse(hash(VIEWER)))),
                MAX_BODY,
                rate,
                house.house().desk(),
                house.house().replays(),
                house.house().store(),
                nanoTime);
        Watched watched = new Watched(
                house.camel(),
                () -> new Health(true, Set.of(), Map.of()),
                () -> "",
                (user, role, what, on) -> {},
                Map.of());
        return new RestApi(Console.start(
                ListeningPlace.reserve("127.0.0.1", 0),
                new ConsoleSettings(0, "127.0.0.1", List.of(), Duration.ofMinutes(1), MetricsAccess.NOBODY),
                watched,
                Optional.of(api)));
    }

    static String hash(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An answer, its body read as JSON. */
    record Answer(HttpResponse<String> http) {

        int status() {
            return http.statusCode();
        }

        Map<?, ?> json() {
            return (Map<?, ?>) Json.parse(http.body().getBytes(StandardCharsets.UTF_8));
        }

        String header(String name) {
            return http.headers().firstValue(name).orElse("");
        }

        /** Its status and code, when it is a problem as RFC 9457 tells it. */
        String problem() {
            Map<?, ?> body = json();
            boolean whole = header("Content-Type").equals("application/problem+json")
                    && body.keySet().containsAll(List.of("type", "title", "status", "detail"))
                    && ((Number) body.get("status")).intValue() == status();
            return whole ? status() + " " + body.get("code") : "no problem: " + http.body();
        }
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + console.port() + path))
                .timeout(Duration.ofSeconds(30));
    }

    Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return new Answer(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    }

    Answer get(String path) throws IOException, InterruptedException {
        return send(request(path).header("Authorization", "Bearer " + VIEWER));
    }

    Answer post(String path) throws IOException, InterruptedException {
        return send(
                request(path).header("Authorization", "Bearer " + OPERATOR).POST(HttpRequest.BodyPublishers.noBody()));
    }

    Answer post(String path, String type, String body, String... headers) throws IOException, InterruptedException {
        return post(path, type, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    Answer post(String path, String type, byte[] body, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path)
                .header("Authorization", "Bearer " + OPERATOR)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    /** What the server answers to these very bytes; the connection is closed by it. */
    String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), console.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            return answer.toString(StandardCharsets.ISO_8859_1);
        }
    }

    @Override
    public void close() {
        console.close();
    }
}
