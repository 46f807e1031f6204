package io.outboundroutes.platform.http;

import io.outboundroutes.platform.json.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The request for a token with the client credentials grant, in one of three styles (all1). Values are encoded, never
 * concatenated. Prints itself without them.
 */
public final class TokenRequest {

    private static final String FORM = "application/x-www-form-urlencoded";

    /** Where the client's credentials travel. */
    public enum Style {
        /** In the form body. */
        FORM,
        /** In the header {@code Authorization: Basic} (RFC 7617) as the guide's client sends it, with a form body. */
        BASIC,
        /** In a JSON body. */
        JSON
    }

    private final CallRequest request;
    private final @Nullable String authorization;

    private TokenRequest(CallRequest request, @Nullable String authorization) {
        this.request = request;
        this.authorization = authorization;
    }

    /**
     * Builds the request; the client secret is given in clear and is not kept in any other form.
     *
     * @throws IllegalArgumentException for a client id with a colon in the style basic, which cannot carry it
     */
    public static TokenRequest of(Style style, String clientId, String clientSecret) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", "client_credentials");
        if (style != Style.BASIC) {
            fields.put("client_id", clientId);
            fields.put("client_secret", clientSecret);
        }
        String body = style == Style.JSON
                ? Json.write(fields)
                : fields.entrySet().stream()
                        .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                        .collect(Collectors.joining("&"));
        CallRequest request = new CallRequest(
                "", "", body.getBytes(StandardCharsets.UTF_8), style == Style.JSON ? CallRequest.JSON : FORM);
        return new TokenRequest(request, style == Style.BASIC ? basic(clientId, clientSecret) : null);
    }

    private static String basic(String clientId, String clientSecret) {
        if (clientId.indexOf(':') >= 0) {
            throw new IllegalArgumentException(
                    "A client id with a colon cannot travel in an Authorization header; choose token-style=form or json");
        }
        String pair = clientId + ":" + clientSecret;
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    CallRequest request() {
        return request;
    }

    @Nullable String authorization() {
        return authorization;
    }

    @Override
    public String toString() {
        return "TokenRequest[***]";
    }
}
