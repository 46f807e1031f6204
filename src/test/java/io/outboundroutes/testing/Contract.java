package io.outboundroutes.testing;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.ValidationReport;
import io.outboundroutes.sandbox.RecordedRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Checks what went over the wire against the contract in {@code contract/}. Thread-safe. */
public final class Contract {

    private static final OpenApiInteractionValidator GENESYS = of("genesys-guide");
    private static final OpenApiInteractionValidator CXONE = of("cxone-guide");

    private Contract() {}

    private static OpenApiInteractionValidator of(String name) {
        return OpenApiInteractionValidator.createFor("contract/" + name + ".openapi.yaml")
                .build();
    }

    /** Contact lists are CXone's; the token call is the same in both contracts. */
    private static OpenApiInteractionValidator of(RecordedRequest recorded) {
        return recorded.path().startsWith("/api/v2/outbound/contactlists/") ? CXONE : GENESYS;
    }

    /**
     * What is wrong with a recorded call: with the request, and with the answer unless a fault shaped it or its body
     * was dropped. Webhooks belong to no vendor's contract and are never wrong.
     *
     * @return one line per violation; empty when there is none
     */
    public static List<String> violations(RecordedRequest recorded) {
        if (recorded.operation().equals("webhook")) {
            return List.of();
        }
        List<String> violations = new ArrayList<>(requestViolations(recorded));
        violations.addAll(answerViolations(recorded));
        return violations;
    }

    /** What is wrong with several recorded calls, each line beginning with the call. */
    public static List<String> violations(List<RecordedRequest> recorded) {
        return recorded.stream()
                .flatMap(one -> violations(one).stream().map(line -> one + ": " + line))
                .toList();
    }

    /** What is wrong with the request alone. */
    public static List<String> requestViolations(RecordedRequest recorded) {
        SimpleRequest.Builder request =
                new SimpleRequest.Builder(recorded.method(), recorded.path()).withBody(recorded.body());
        recorded.headers().forEach(request::withHeader);
        if (recorded.query() != null) {
            for (String pair : recorded.query().split("&", -1)) {
                String[] sides = pair.split("=", 2);
                request.withQueryParam(decoded(sides[0]), sides.length == 2 ? decoded(sides[1]) : "");
            }
        }
        return lines("request", of(recorded).validateRequest(request.build()));
    }

    /** What is wrong with the answer alone; nothing when a fault shaped it or its body was dropped. */
    public static List<String> answerViolations(RecordedRequest recorded) {
        String body = recorded.answerBody();
        if (recorded.fault() != null || recorded.status() == 0 || body == null) {
            return List.of();
        }
        SimpleResponse.Builder answer = SimpleResponse.Builder.status(recorded.status());
        recorded.answerHeaders().forEach((name, value) -> answer.withHeader(name, List.of(value)));
        if (!body.isEmpty()) {
            answer.withBody(body);
        }
        Request.Method method = Request.Method.valueOf(recorded.method().toUpperCase(Locale.ROOT));
        return lines(
                "answer " + recorded.status(), of(recorded).validateResponse(recorded.path(), method, answer.build()));
    }

    private static List<String> lines(String what, ValidationReport report) {
        return report.getMessages().stream()
                .filter(message -> message.getLevel() == ValidationReport.Level.ERROR)
                .map(message -> what + ": " + message.getKey() + ": " + message.getMessage())
                .toList();
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
