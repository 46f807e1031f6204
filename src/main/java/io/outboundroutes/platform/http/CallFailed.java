package io.outboundroutes.platform.http;

import io.outboundroutes.platform.auth.Tokens;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A vendor call that ended without an answer that its caller can use. The message is complete: operation, status,
 * vendor's code, and what to do about it. It holds no secret and no personal data.
 */
public final class CallFailed extends RuntimeException implements Tokens.AskerFailure {

    /** The operation that asks for a token. */
    public static final String TOKEN = "token";

    private static final long serialVersionUID = 1L;

    /** Whose fault it is, and what follows from it. */
    public enum Kind {
        /** A 4xx: sending the same again will not help. */
        REFUSED,
        /** The attempts are used up. */
        UNAVAILABLE,
        /** The circuit breaker is open; other calls of the vendor will not fare better now. */
        BREAKER_OPEN,
        /** The vendor asks to wait longer than {@code retry.max-wait}. */
        RATE_LIMITED,
        /** A write that may or may not have happened, and nobody can tell. */
        UNKNOWN_FATE,
        /** A 2xx with a body that is not what the contract says. */
        UNUSABLE_ANSWER,
        /** The run is being stopped; nothing more is sent. */
        STOPPED,
        /** The moment after which its caller does not want it sent has passed; certainly nothing was sent since. */
        TOO_LATE
    }

    private final Kind kind;
    private final String operation;
    private final @Nullable Integer status;
    private final @Nullable Instant until;

    public CallFailed(Kind kind, String operation, @Nullable Integer status, @Nullable Instant until, String message) {
        super(message, null, false, true);
        this.kind = kind;
        this.operation = operation;
        this.status = status;
        this.until = until;
    }

    /** Whose fault it is. */
    public Kind kind() {
        return kind;
    }

    /** The operation's id. */
    public String operation() {
        return operation;
    }

    /** The vendor's last HTTP status; null when there was none. */
    public @Nullable Integer status() {
        return status;
    }

    /** For {@link Kind#RATE_LIMITED}: when the vendor will take calls again; else null. */
    public @Nullable Instant until() {
        return until;
    }

    /** A token that was not asked for because one run is being stopped is no failure of the others' runs. */
    @Override
    public boolean concernsAskerOnly() {
        return kind == Kind.STOPPED;
    }

    /**
     * Whether the rest of the run's items would meet the same fate, so that they are left for later: also when the vendor
     * lets nobody in who comes with these credentials.
     */
    public boolean stopsTheRun() {
        return switch (kind) {
            case BREAKER_OPEN, RATE_LIMITED, STOPPED -> true;
            case REFUSED, UNUSABLE_ANSWER -> operation.equals(TOKEN);
            case UNAVAILABLE, UNKNOWN_FATE, TOO_LATE -> false;
        };
    }
}
