package io.outboundroutes.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Error answers in the vendor's form. */
final class Errors {

    private Errors() {}

    /** {@code {status, code, message}}. */
    static Answer answer(int status, String code, String message) {
        ObjectNode body = Json.object();
        body.put("status", status);
        body.put("code", code);
        body.put("message", message);
        return Answer.json(status, body);
    }

    /** {@code {error, error_description}}, as token endpoints answer. */
    static Answer oauth(int status, String error, String description) {
        ObjectNode body = Json.object();
        body.put("error", error);
        body.put("error_description", description);
        return Answer.json(status, body);
    }

    /** The vendor's code for a bare status. */
    static String codeOf(int status) {
        return switch (status) {
            case 400 -> "bad.request";
            case 401 -> "bad.credentials";
            case 403 -> "missing.any.permissions";
            case 404 -> "not.found";
            case 409 -> "general.conflict";
            case 413 -> "payload.too.large";
            case 429 -> "too.many.requests";
            case 500 -> "internal.server.error";
            case 502 -> "bad.gateway";
            case 503 -> "service.unavailable";
            case 504 -> "gateway.timeout";
            default -> "status." + status;
        };
    }
}
