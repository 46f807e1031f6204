package io.outboundroutes.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/** A receiver of webhooks that has moved: it answers 302, then 307, with the address of another one. */
final class MovedReceiver implements AutoCloseable {

    private final HttpServer server;
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger elsewhere = new AtomicInteger();

    private MovedReceiver(HttpServer server) {
        this.server = server;
    }

    static MovedReceiver start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        MovedReceiver receiver = new MovedReceiver(server);
        server.createContext("/hook", exchange -> {
            exchange.getResponseHeaders().add("Location", receiver.at("/elsewhere"));
            answer(exchange, receiver.asked.getAndIncrement() == 0 ? 302 : 307);
        });
        server.createContext("/elsewhere", exchange -> {
            receiver.elsewhere.incrementAndGet();
            answer(exchange, 200);
        });
        server.start();
        return receiver;
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private String at(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** Its address. */
    String url() {
        return at("/hook");
    }

    /** How often it was asked itself. */
    int asked() {
        return asked.get();
    }

    /** How often the other one was. */
    int elsewhere() {
        return elsewhere.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
