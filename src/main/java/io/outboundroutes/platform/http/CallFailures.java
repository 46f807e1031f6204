package io.outboundroutes.platform.http;

import io.outboundroutes.platform.http.Answer.Answered;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Words a failed call: operation, status, the vendor's code and text, and what to do about it (all22). Stateless. */
final class CallFailures {

    private static final int TOO_MANY_REQUESTS = 429;

    private CallFailures() {}

    static CallFailed of(
            VendorConnection vendor,
            Operation operation,
            Decision.Fail fail,
            @Nullable Answered answer,
            Map<String, ?> sent) {
        Integer status = answer == null ? null : answer.status();
        Instant until =
                fail.retryAfter() == null ? null : vendor.clock().instant().plus(fail.retryAfter());
        StringBuilder message = new StringBuilder(vendor.vendor())
                .append(' ')
                .append(operation.id())
                .append(": ")
                .append(fail.message());
        if (until != null) {
            message.append("; rate limited until ").append(until);
        }
        if (answer != null && answer.body().length > 0) {
            message.append(" (").append(said(vendor, answer, sent)).append(')');
        }
        String advice = status == null ? "" : Advice.of(vendor.vendor(), operation, status);
        if (!advice.isEmpty()) {
            message.append(". ").append(advice);
        }
        return new CallFailed(
                fail.kind(), operation.id(), status, until, message.append('.').toString());
    }

    private static String said(VendorConnection vendor, Answered answer, Map<String, ?> sent) {
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        return vendor.errorText().show(text, sent);
    }

    /** Some token endpoints say 429 as a 400 with a text (all2). */
    static Answer tokenRateLimit(Answer answer) {
        if (!(answer instanceof Answered answered) || answered.status() != 400) {
            return answer;
        }
        String text = new String(answered.body(), StandardCharsets.UTF_8)
                .toLowerCase(Locale.ROOT)
                .replace('_', ' ');
        return text.contains("rate limit exceeded")
                ? new Answered(TOO_MANY_REQUESTS, answered.headers(), answered.body(), answered.latencyMs())
                : answer;
    }
}
