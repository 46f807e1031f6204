package io.outboundroutes.platform.auth;

import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The current token of one connection. One request at a time: whoever finds no fresh token asks for one while the
 * others wait for what comes of it (single flight). Thread-safe.
 */
public final class Tokens {

    /** A failure that may concern nobody but the caller that asked, whose run is being stopped. */
    public interface AskerFailure {

        /** Whether those who waited are to ask for themselves. */
        boolean concernsAskerOnly();
    }

    private final InstantSource clock;
    private @Nullable Token current;
    private @Nullable CompletableFuture<Token> flight;

    public Tokens(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * A token to use now.
     *
     * @param request asks the vendor for a new token; called by one thread at a time and only when none is fresh. What
     *     it throws reaches everybody who waited for it: they would fare no better; except an {@link AskerFailure}
     * @throws InterruptedException when the thread is interrupted while another one asks
     */
    public Token fresh(Supplier<Token> request) throws InterruptedException {
        while (true) {
            CompletableFuture<Token> own = new CompletableFuture<>();
            CompletableFuture<Token> others;
            synchronized (this) {
                if (current != null && current.isFresh(clock.instant())) {
                    return current;
                }
                others = flight;
                if (others == null) {
                    flight = own;
                }
            }
            Token token = others == null ? ask(request, own) : await(others);
            if (token != null) {
                return token;
            }
        }
    }

    private Token ask(Supplier<Token> request, CompletableFuture<Token> own) {
        Token token;
        try {
            token = request.get();
        } catch (Throwable e) {
            landed(null);
            own.completeExceptionally(e);
            throw e;
        }
        // First of all the current one: whoever waited may have it refused and dropped at once.
        landed(token);
        own.complete(token);
        return token;
    }

    private synchronized void landed(@Nullable Token token) {
        current = token;
        flight = null;
    }

    /** What another caller was granted; null when its failure concerns that caller alone. */
    private static @Nullable Token await(CompletableFuture<Token> others) throws InterruptedException {
        try {
            return others.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AskerFailure failure && failure.concernsAskerOnly()) {
                return null;
            }
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("Asking for a token ended abnormally", e.getCause());
        }
    }

    /** Drops a token that the vendor refused. A newer one stays. */
    public synchronized void drop(Token refused) {
        if (current == refused) {
            current = null;
        }
    }

    /** The token at hand, fresh or not; null when there is none. */
    public synchronized @Nullable Token current() {
        return current;
    }
}
