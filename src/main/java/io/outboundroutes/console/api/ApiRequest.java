package io.outboundroutes.console.api;

import io.outboundroutes.platform.intake.InputRows;
import io.outboundroutes.platform.operate.Actor;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.http.common.HttpMessage;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/** What a request says, checked. Nothing of it is repeated in an answer. Used by one thread. */
final class ApiRequest {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,100}");
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,128}");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern TEXT = Pattern.compile("[^\\p{Cntrl}]{1,500}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");
    private static final String CSV = "text/csv";

    private final HttpServletRequest request;

    private ApiRequest(HttpServletRequest request) {
        this.request = request;
    }

    /** The request that an exchange came with. */
    static ApiRequest of(Exchange exchange) {
        return new ApiRequest(exchange.getMessage(HttpMessage.class).getRequest());
    }

    /** Who it is from. */
    Actor actor() {
        return (Actor) request.getAttribute(ApiWeb.ACTOR);
    }

    /**
     * The id in the path.
     *
     * @throws BadRequest with 404 when nothing can have it
     */
    String id() {
        // Camel's header of that name may also be something else of the request.
        String id = String.valueOf(request.getAttribute(ApiGuard.ID));
        if (!ID.matcher(id).matches()) {
            throw new BadRequest(HttpStatus.NOT_FOUND_404, "not-found", Problem.NOT_FOUND.detail());
        }
        return id;
    }

    /** Whether a yes-or-no parameter says yes. */
    boolean flag(String name) {
        String value = request.getParameter(name);
        if (value == null || value.equals("false")) {
            return false;
        }
        if (value.equals("true")) {
            return true;
        }
        throw wrong(name, "true or false");
    }

    /** A word, such as a workflow, an outcome or a state; null when there is none. */
    @Nullable String word(String name) {
        String value = request.getParameter(name);
        if (value != null && !WORD.matcher(value).matches()) {
            throw wrong(name, "letters, digits, '-' and '_'");
        }
        return value;
    }

    /** Any text without control characters, such as an item's key; null when there is none. */
    @Nullable String text(String name) {
        String value = request.getParameter(name);
        if (value != null && !TEXT.matcher(value).matches()) {
            throw wrong(name, "1 to 500 characters without control characters");
        }
        return value;
    }

    /** A number; the default when there is none. */
    long number(String name, long otherwise, long least, long most) {
        String value = request.getParameter(name);
        if (value == null) {
            return otherwise;
        }
        long number = NUMBER.matcher(value).matches() ? Long.parseLong(value) : -1;
        if (number < least || number > most) {
            throw wrong(name, "a number from " + least + " to " + most);
        }
        return number;
    }

    /** The key that makes asking twice asking once; null when there is none. */
    @Nullable String key() {
        String key = request.getHeader("Idempotency-Key");
        if (key != null && !KEY.matcher(key).matches()) {
            throw wrong("Idempotency-Key", "1 to 128 visible ASCII characters");
        }
        return key;
    }

    private static BadRequest wrong(String name, String expected) {
        return new BadRequest(HttpStatus.BAD_REQUEST_400, "bad-parameter", name + ": expected " + expected + ".");
    }

    /**
     * The rows of the body, read while they are consumed.
     *
     * @return null without a body
     */
    @Nullable InputRows rows() throws IOException {
        if (!BodyType.isThere(request)) {
            return null;
        }
        return InputRows.of(
                request.getInputStream(), "The body", BodyType.of(request).equals(CSV));
    }

    /** Has the log told that it was refused. */
    void refused(Problem problem) {
        request.setAttribute(ApiWeb.REFUSED, problem.code());
    }

    /** Whether its body became larger than what is taken. */
    boolean isTooLarge() {
        return request.getAttribute(BoundedInput.EXCEEDED) != null;
    }
}
