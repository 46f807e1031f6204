package io.outboundroutes.console;

import io.outboundroutes.platform.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Asks the console as a browser would: keeps cookies, follows nothing. */
final class Browser {

    private final URI root;
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
            .build();

    Browser(Console console) {
        this.root = console.hawtio().resolve("/");
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(root.resolve(path)).GET());
    }

    HttpResponse<String> post(String path, Object body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(root.resolve(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Json.write(body)));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<String> login(String user, String password) {
        return post("/hawtio/auth/login", Map.of("username", user, "password", password));
    }

    /** What Jolokia answers; its own {@code status} tells whether it did what it was asked. */
    Map<?, ?> jolokia(Map<String, ?> request) {
        HttpResponse<String> answer = post("/hawtio/jolokia/", request);
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("Jolokia answered " + answer.statusCode());
        }
        return (Map<?, ?>) Json.parse(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
