package io.outboundroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /oauth/token}, client credentials only, in three styles: id and secret in a form, in a Basic header beside
 * a form, or in a JSON body.
 */
final class TokenEndpoint {

    private static final List<String> FIELDS = List.of("grant_type", "client_id", "client_secret", "scope");

    private final SandboxOptions options;
    private final Tokens tokens;

    TokenEndpoint(SandboxOptions options, Tokens tokens) {
        this.options = options;
        this.tokens = tokens;
    }

    Answer answer(Call call) {
        Map<String, String> fields = fields(call);
        Client inBody = new Client(fields.get("client_id"), fields.get("client_secret"), false);
        Client inHeader = basic(call.header("authorization"));
        for (String field : fields.keySet()) {
            if (!FIELDS.contains(field)) {
                throw invalidRequest("unexpected parameter; expected " + FIELDS);
            }
        }
        if (inHeader != null && inBody.id() != null) {
            throw invalidRequest("credentials must be given once, in the header or in the body");
        }
        String grant = fields.get("grant_type");
        if (grant == null) {
            throw invalidRequest("grant_type is missing");
        }
        if (!grant.equals("client_credentials")) {
            throw new Refused(Errors.oauth(400, "unsupported_grant_type", "only client_credentials is supported"));
        }
        Client client = inHeader == null ? inBody : inHeader;
        if (!client.is(options.clientId(), options.clientSecret())) {
            throw new Refused(Errors.oauth(401, "invalid_client", "client authentication failed")
                    .withHeader("WWW-Authenticate", "Basic realm=\"sandbox\""));
        }
        return granted(fields.get("scope"));
    }

    private Answer granted(@Nullable String wanted) {
        List<String> scopes = options.scopes();
        if (wanted != null && !wanted.isBlank()) {
            List<String> asked = List.of(wanted.trim().split(" +", -1));
            scopes = scopes.stream().filter(asked::contains).toList();
        }
        ObjectNode body = Json.object();
        body.put("access_token", tokens.issue(scopes));
        body.put("token_type", "Bearer");
        body.put("expires_in", tokens.lifetime().toSeconds());
        body.put("scope", String.join(" ", scopes));
        return Answer.json(200, body).withHeader("Cache-Control", "no-store");
    }

    private static Map<String, String> fields(Call call) {
        return switch (call.contentType()) {
            case "application/x-www-form-urlencoded" -> form(call.body());
            case "application/json" -> json(call.body());
            default -> throw invalidRequest("the body must be a form or JSON");
        };
    }

    private static Map<String, String> form(String body) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : body.split("&", -1)) {
            String[] sides = pair.split("=", 2);
            String value = sides.length == 2 ? decoded(sides[1]) : "";
            if (!pair.isEmpty() && fields.put(decoded(sides[0]), value) != null) {
                throw invalidRequest("a parameter is given twice");
            }
        }
        return fields;
    }

    private static Map<String, String> json(String body) {
        Map<String, String> fields = new HashMap<>();
        for (Map.Entry<String, JsonNode> field : Json.readObject(body).properties()) {
            if (!field.getValue().isTextual()) {
                throw invalidRequest("parameters must be texts");
            }
            fields.put(field.getKey(), field.getValue().textValue());
        }
        return fields;
    }

    private static @Nullable Client basic(@Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return null;
        }
        try {
            byte[] pair = Base64.getDecoder().decode(header.substring(6).trim());
            String[] sides = new String(pair, StandardCharsets.UTF_8).split(":", 2);
            return sides.length == 2 ? new Client(sides[0], sides[1], true) : new Client(null, null, true);
        } catch (IllegalArgumentException e) {
            return new Client(null, null, true);
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Refused(Errors.oauth(400, "invalid_request", "the form is not encoded properly"), e);
        }
    }

    private static Refused invalidRequest(String description) {
        return new Refused(Errors.oauth(400, "invalid_request", description));
    }

    /** Credentials as sent. Not a record, so that nothing prints them. */
    private static final class Client {
        private final @Nullable String id;
        private final @Nullable String secret;

        private final boolean mayBeEncoded;

        Client(@Nullable String id, @Nullable String secret, boolean mayBeEncoded) {
            this.id = id;
            this.secret = secret;
            this.mayBeEncoded = mayBeEncoded;
        }

        @Nullable String id() {
            return id;
        }

        /** RFC 6749 wants both parts form-encoded inside the header; many clients do not, so both are taken. */
        boolean is(String wantedId, String wantedSecret) {
            return id != null && secret != null && same(id, wantedId) && same(secret, wantedSecret);
        }

        private boolean same(String given, String wanted) {
            if (given.equals(wanted) || !mayBeEncoded) {
                return given.equals(wanted);
            }
            try {
                return URLDecoder.decode(given, StandardCharsets.UTF_8).equals(wanted);
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
    }
}
