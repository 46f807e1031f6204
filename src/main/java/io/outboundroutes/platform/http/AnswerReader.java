package io.outboundroutes.platform.http;

import io.outboundroutes.platform.http.Answer.Answered;
import io.outboundroutes.platform.json.Json;
import io.outboundroutes.platform.json.JsonProblem;
import io.outboundroutes.platform.paging.PageStyle;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes an accepted answer what the caller gets (all10). Stateless. */
final class AnswerReader {

    private AnswerReader() {}

    /**
     * Reads an answer.
     *
     * @param next what asked for the page; null for the first one
     * @param fields the request's fields
     * @return a {@link VendorAnswer}, or a page when the operation pages
     * @throws JsonProblem when a success, of a read or of a write that may be repeated, has a body that is no JSON
     * @throws PageStyle.UnusablePage when it is no page
     */
    static Object read(
            Operation operation, Answered answered, @Nullable Object next, Map<String, ?> fields, boolean ambiguous) {
        Object body;
        try {
            body = parse(answered);
        } catch (JsonProblem e) {
            if (isSuccess(answered) && mayBeAskedAgain(operation)) {
                throw e;
            }
            // Else a write's 2xx says that it was accepted, and a data status says what it says, whatever came with it.
            body = Map.of();
        }
        PageStyle pager = operation.pager();
        return pager == null
                ? new VendorAnswer(answered.status(), body, answered.latencyMs(), ambiguous)
                : pager.page(next, fields, body);
    }

    /** A proxy's page may say 200 to a write that never arrived; where repeating is safe, that is found out. */
    private static boolean mayBeAskedAgain(Operation operation) {
        return !operation.isWrite() || operation.afterAmbiguity() == AfterAmbiguity.REPEAT;
    }

    private static Object parse(Answered answered) {
        if (answered.body().length == 0) {
            return Map.of();
        }
        String type = answered.header("content-type").orElse("").toLowerCase(Locale.ROOT);
        if (isSuccess(answered) && !type.contains("json")) {
            throw new JsonProblem("its content type is not JSON");
        }
        Object body = Json.parse(answered.body());
        return body == null ? Map.of() : body;
    }

    private static boolean isSuccess(Answered answered) {
        return answered.status() / 100 == 2;
    }
}
