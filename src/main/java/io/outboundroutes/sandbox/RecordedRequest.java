package io.outboundroutes.sandbox;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that arrived, and what it got.
 *
 * @param number its place in the order of arrival, from 1
 * @param operation its name: {@code token}, {@code contacts-query}, …, {@code webhook} or {@code unknown}
 * @param method {@code POST}, …
 * @param path the decoded path
 * @param query the raw query; null without one
 * @param headers by lower-case name
 * @param body as text
 * @param receivedAt when, by the stand-in's clock
 * @param receivedNanos when, by {@link System#nanoTime()}
 * @param fault the name of the fault that shaped the answer; null for an honest one
 * @param status the status answered; 0 when the connection was cut or nothing answered, or the answer is not made yet
 * @param answerHeaders the headers answered, by name as sent
 * @param answerBody the body answered; null when none was, or when it was dropped to save memory
 */
public record RecordedRequest(
        long number,
        String operation,
        String method,
        String path,
        @Nullable String query,
        Map<String, List<String>> headers,
        String body,
        Instant receivedAt,
        long receivedNanos,
        @Nullable String fault,
        int status,
        Map<String, String> answerHeaders,
        @Nullable String answerBody) {

    /** The first value of a header; null when it was not sent. */
    public @Nullable String header(String name) {
        List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
        return values == null ? null : values.get(0);
    }

    RecordedRequest withoutAnswerBody() {
        return new RecordedRequest(
                number,
                operation,
                method,
                path,
                query,
                headers,
                body,
                receivedAt,
                receivedNanos,
                fault,
                status,
                answerHeaders,
                null);
    }

    RecordedRequest answered(@Nullable String byFault, Answer answer) {
        return new RecordedRequest(
                number,
                operation,
                method,
                path,
                query,
                headers,
                body,
                receivedAt,
                receivedNanos,
                byFault,
                answer.status(),
                answer.headers(),
                answer.body());
    }

    /** In short, without what should not be printed. */
    @Override
    public String toString() {
        return "#" + number + " " + method + " " + path + " -> " + status + (fault == null ? "" : " (" + fault + ")");
    }
}
