package io.outboundroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A plain HTTP caller of the stand-in. */
final class SandboxClient {

    static final ObjectMapper JSON = new ObjectMapper();
    static final String BASE_QUERY =
            "status:ready AND customAttribute1:premium AND updatedTimestamp:[2023-01-01T00:00:00.000Z TO *]";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;
    private String token = "";

    SandboxClient(SandboxServer server) {
        this.base = server.baseUri();
    }

    /** Gets a token, kept for the next calls. */
    SandboxClient login() throws IOException, InterruptedException {
        HttpResponse<String> answer =
                form("grant_type=client_credentials&client_id=sandbox-client&client_secret=sandbox-secret");
        token = JSON.readTree(answer.body()).path("access_token").asText();
        return this;
    }

    String token() {
        return token;
    }

    HttpResponse<String> form(String form) throws IOException, InterruptedException {
        return send(request("/oauth/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    HttpResponse<String> query(String query, int page, int size) throws IOException, InterruptedException {
        return send(queryRequest(query, page, size));
    }

    HttpRequest.Builder queryRequest(String query, int page, int size) {
        ObjectNode body = JSON.createObjectNode();
        body.put("query", query).put("pageNumber", page).put("size", size);
        body.put("sortBy", "updatedTimestamp").put("sortOrder", "desc");
        return api("/api/v2/outbound/contacts/query").POST(BodyPublishers.ofString(body.toString()));
    }

    JsonNode page(String query, int page, int size) throws IOException, InterruptedException {
        return JSON.readTree(query(query, page, size).body());
    }

    HttpResponse<String> createSegment(String name, String query) throws IOException, InterruptedException {
        return createSegment(segment(name, query), "key-" + name);
    }

    HttpResponse<String> createSegment(ObjectNode body, String key) throws IOException, InterruptedException {
        return send(api("/api/v2/outbound/segments")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body.toString())));
    }

    static ObjectNode segment(String name, String query) {
        ObjectNode body = JSON.createObjectNode();
        body.put("name", name).put("type", "dynamic");
        body.putObject("definition").put("query", query);
        return body.put("refreshInterval", "PT4H").put("status", "active");
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(api(path).GET());
    }

    HttpResponse<String> send(String method, String path, String body) throws IOException, InterruptedException {
        return send(api(path).method(method, BodyPublishers.ofString(body)));
    }

    HttpRequest.Builder api(String path) {
        return request(path)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .header("Authorization", "Bearer " + token);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(20));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
