package io.outboundroutes.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code outbound sandbox} in a JVM of its own, so that neither side's garbage slows the other's clock. */
final class SandboxProcess implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EXPORT = "export ";

    private final Process process;
    private final Map<String, String> environment = new HashMap<>();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private SandboxProcess(Process process) {
        this.process = process;
    }

    /** Starts one on a free port; it serves when this returns. */
    static SandboxProcess start(List<String> jvm, int contacts) throws IOException {
        return start(jvm, "--contacts", Integer.toString(contacts));
    }

    /** The same with other options. */
    static SandboxProcess start(List<String> jvm, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("sandbox", "--port", "0"));
        arguments.addAll(List.of(options));
        SandboxProcess sandbox = new SandboxProcess(Product.program(jvm, Map.of(), arguments)
                .redirectError(Redirect.INHERIT)
                .start());
        try {
            sandbox.readEnvironment();
            return sandbox;
        } catch (IOException | RuntimeException e) {
            sandbox.close();
            throw e;
        }
    }

    /** What it prints for people to paste into a shell. */
    private void readEnvironment() throws IOException {
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        while (line != null && !line.startsWith("Faults:")) {
            if (line.strip().startsWith(EXPORT)) {
                String[] variable = line.strip().substring(EXPORT.length()).split("=", 2);
                environment.put(variable[0], variable[1]);
            }
            line = out.readLine();
        }
        if (!environment.containsKey("GENESYS_BASE_URL")) {
            throw new IllegalStateException("The sandbox did not say where it answers, only " + environment.keySet());
        }
    }

    /** The variables that make the program call it. */
    Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    URI baseUri() {
        return URI.create(environment("GENESYS_BASE_URL"));
    }

    String environment(String name) {
        return environment.get(name);
    }

    /** A list under {@code /sandbox/}: requests, segments, webhooks. */
    JsonNode list(String name) throws IOException, InterruptedException {
        return JSON.readTree(send(request("/sandbox/" + name).GET()).body());
    }

    /** Throws a switch under {@code /sandbox/}. */
    void tell(String method, String name, String body) throws IOException, InterruptedException {
        send(request("/sandbox/" + name).method(method, BodyPublishers.ofString(body)));
    }

    /** Empties such a list. */
    void clear(String name) throws IOException, InterruptedException {
        send(request("/sandbox/" + name).DELETE());
    }

    /** A token, asked for with none of the program's code. */
    String token() throws IOException, InterruptedException {
        String form = "grant_type=client_credentials&client_id=" + environment("GENESYS_CLIENT_ID") + "&client_secret="
                + environment("GENESYS_CLIENT_SECRET");
        return JSON.readTree(send(request("/oauth/token")
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(form)))
                        .body())
                .path("access_token")
                .asText();
    }

    /** Reads a page of contacts with none of the program's code; answers its bytes. */
    int readPage(String token, String query, int page) throws IOException, InterruptedException {
        ObjectNode body = JSON.createObjectNode();
        body.put("query", query).put("pageNumber", page).put("size", 250);
        body.put("sortBy", "updatedTimestamp").put("sortOrder", "desc");
        return send(request("/api/v2/outbound/contacts/query")
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer " + token)
                        .POST(BodyPublishers.ofString(body.toString())))
                .body()
                .length;
    }

    /** Reads some contacts of a list with none of the program's code; answers its bytes. */
    int readList(String token, String list, int start) throws IOException, InterruptedException {
        String path = "/api/v2/outbound/contactlists/" + list + "/contacts?count=1000&start=" + start;
        return send(request(path).header("Authorization", "Bearer " + token).GET())
                .body()
                .length;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(baseUri().resolve(path));
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
        if (response.statusCode() >= 300) {
            throw new IllegalStateException(response.request().uri() + " answered " + response.statusCode() + ": "
                    + new String(response.body(), StandardCharsets.UTF_8));
        }
        return response;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
