package io.outboundroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.outboundroutes.sandbox.fault.Fault;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Answers that a fault makes up. */
final class FaultAnswers {

    private FaultAnswers() {}

    /**
     * An error answer. A 400 repeats what the caller sent, as careless vendors do: its Authorization header and its
     * body.
     */
    static Answer status(Fault fault, Operation operation, Call call, Clock clock) {
        int status = fault.status();
        String message = status == 400
                ? "Cannot process " + call.path() + " with Authorization: " + call.header("Authorization")
                        + " and body: " + call.body()
                : "Made to fail by the fault " + fault.name();
        Answer answer = operation == Operation.TOKEN
                ? Errors.oauth(status, status == 401 ? "invalid_client" : Errors.codeOf(status), message)
                : Errors.answer(status, Errors.codeOf(status), message);
        String retryAfter = retryAfter(fault, clock);
        return retryAfter.isEmpty() ? answer : answer.withHeader("Retry-After", retryAfter);
    }

    /** The header's text: a number or text as given, {@code date} so many seconds from now, nothing for {@code absent}. */
    private static String retryAfter(Fault fault, Clock clock) {
        String given = fault.parameter("retryAfter").asText(fault.status() == 429 ? "1" : "absent");
        return switch (given) {
            case "absent" -> "";
            case "zero" -> "0";
            case "date" ->
                DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant()
                        .plusSeconds(fault.parameter("retryAfterSeconds").asInt(1))
                        .atOffset(ZoneOffset.UTC));
            default -> given;
        };
    }

    static Answer any(Fault fault) {
        JsonNode body = fault.parameter("body");
        return Answer.text(
                fault.parameter("status").asInt(200),
                fault.parameter("contentType").asText("application/json"),
                body.isTextual() ? body.textValue() : Json.write(body));
    }

    static Answer huge(int bytes) {
        return Answer.text(200, "application/json", "{\"contacts\":[],\"padding\":\"" + "x".repeat(bytes) + "\"}");
    }

    static Answer deep(int levels) {
        return Answer.text(200, "application/json", "{\"contacts\":" + "[".repeat(levels) + "]".repeat(levels) + "}");
    }
}
