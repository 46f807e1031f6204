package io.outboundroutes.blocks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that shows what really arrives, byte by byte: the stand-in refuses or decodes some of it. */
final class Peer implements AutoCloseable {

    /** What a request looked like on the wire: raw path with query, headers by lower-case name. */
    record Seen(String method, String target, Map<String, List<String>> headers, String body) {}

    /** Answers a call other than one for a token. */
    interface Answering {
        void answer(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final List<Seen> calls = new CopyOnWriteArrayList<>();

    Peer(Answering answering) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            if (exchange.getRequestURI().getPath().equals("/oauth/token")) {
                json(exchange, "{\"access_token\":\"good-token\",\"expires_in\":3600}");
                return;
            }
            Map<String, List<String>> headers = new TreeMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            calls.add(new Seen(
                    exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body));
            answering.answer(exchange);
        });
        server.start();
    }

    static void json(HttpExchange exchange, String body) throws IOException {
        bytes(exchange, body.getBytes(StandardCharsets.UTF_8));
    }

    static void bytes(HttpExchange exchange, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What arrived besides requests for tokens. */
    List<Seen> calls() {
        return calls;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
