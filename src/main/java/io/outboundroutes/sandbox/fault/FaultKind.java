package io.outboundroutes.sandbox.fault;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The ways in which the stand-in can misbehave, each with the parameters it takes besides the selectors. */
public enum FaultKind {
    /** An error answer; nothing is done. Wire names are the statuses themselves, {@code 429}, {@code 503}, …. */
    STATUS("retryAfter", "retryAfterSeconds"),
    /** As a status fault, after the call was carried out: {@code 500-after}, {@code 503-after}, …. */
    STATUS_AFTER("retryAfter", "retryAfterSeconds"),
    /** The connection is cut without an answer; nothing is done. */
    RESET(),
    /** The call is carried out, then the connection is cut without an answer. */
    RESET_AFTER(),
    /** No answer for {@code delayMs} (default 120000), then a cut; nothing is done. */
    TIMEOUT("delayMs"),
    /** As timeout, after the call was carried out. */
    TIMEOUT_AFTER("delayMs"),
    /** The right answer, {@code delayMs} late (default 1000). */
    SLOW("delayMs"),
    /** The right answer in pieces of {@code bytes} (default 1), one each {@code delayMs} (default 10). */
    DRIP("delayMs", "bytes"),
    /** Headers promise the whole body, half of it is sent, then the connection is cut. */
    TRUNCATED(),
    /** A proper answer whose JSON stops half way. */
    CUT_JSON(),
    /** 200 with a page of HTML. */
    WRONG_CONTENT_TYPE(),
    /** 200 with {@code {}}. */
    EMPTY_OBJECT(),
    /** 200 with {@code {"error":…}}. */
    ERROR_OBJECT(),
    /** Any answer: {@code status} (default 200), {@code contentType} (default application/json), {@code body} (a text as it is, other JSON as JSON). */
    ANSWER("status", "contentType", "body"),
    /**
     * The records of the page before; {@code honest: true} also tells that page's number or next cursor. Page 1 is served
     * as it is.
     */
    REPEATED_PAGE("honest"),
    /** A page without records, whatever its number. */
    EMPTY_PAGE(),
    /** The page count grows by {@code delta} (default 1) with each such answer. */
    CHANGING_PAGE_COUNT("delta"),
    /** The total grows by {@code delta} (default 1) with each such answer. */
    CHANGING_TOTAL("delta"),
    /** 401 as for a revoked token; the token stays good. */
    REVOKED_TOKEN(),
    /** Really revokes all tokens, then goes on with the call. */
    REVOKE_TOKENS(),
    /** A body of {@code megabytes} (default 64). */
    HUGE("megabytes"),
    /** JSON nested {@code depth} (default 10000) levels deep. */
    DEEP("depth"),
    /** 302 to {@code location} (default: the address asked for). */
    REDIRECT("location"),
    /** 200 without an access token. */
    NO_ACCESS_TOKEN(),
    /** 400 that says rate limit exceeded, as Genesys' token endpoint does. */
    TOKEN_RATE_LIMIT(),
    /** The right answer; then {@code count} (default 3) contacts from the end of the selection are changed and move to the front. */
    TOUCH_DURING_READ("count"),
    /** The right answer; then {@code count} (default 1) new contacts appear at the front. */
    INSERT_DURING_READ("count"),
    /** The right answer; then {@code count} (default 1) contacts vanish from the front of the list that is read. */
    REMOVE_DURING_READ("count");

    private final String parameters;

    FaultKind(String... parameters) {
        this.parameters = String.join(" ", parameters);
    }

    /** The parameters it takes. */
    public Set<String> parameters() {
        return parameters.isEmpty() ? Set.of() : Set.of(parameters.split(" ", -1));
    }

    /** Whether it only has an effect beside the answer, so that a further fault may shape the answer. */
    public boolean isSideEffect() {
        return this == REVOKE_TOKENS || movesContacts();
    }

    /** Whether only an operation that reads pages can show it; those that move contacts only a read of contacts. */
    public boolean needsPage() {
        return this == REPEATED_PAGE
                || this == EMPTY_PAGE
                || this == CHANGING_PAGE_COUNT
                || this == CHANGING_TOTAL
                || movesContacts();
    }

    private boolean movesContacts() {
        return this == TOUCH_DURING_READ || this == INSERT_DURING_READ || this == REMOVE_DURING_READ;
    }

    /** The kind of a wire name: {@code reset-after}, {@code 503}, {@code 503-after}, …. */
    static Optional<FaultKind> named(String name) {
        if (name.matches("[1-5][0-9]{2}")) {
            return Optional.of(STATUS);
        }
        if (name.matches("[1-5][0-9]{2}-after")) {
            return Optional.of(STATUS_AFTER);
        }
        return Arrays.stream(values())
                .filter(kind -> kind != STATUS && kind != STATUS_AFTER)
                .filter(kind -> kind.wireName().equals(name))
                .findFirst();
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
