package io.outboundroutes.platform.auth;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** An access token. Prints itself without its value. Immutable. */
public final class Token {

    private static final Duration LONGEST_MARGIN = Duration.ofMinutes(5);
    private static final Duration LONGEST_LIFE = Duration.ofDays(365);

    private final String value;
    private final Instant expires;
    private final Instant renewAt;
    private final Set<String> scopes;

    /**
     * @param value the bearer value
     * @param issued when it was asked for: its life is counted from the request, not from the answer
     * @param lifetime how long it lives; beyond a year counts as a year, below zero as zero
     * @param scopes what it grants; empty when the answer did not say
     */
    public Token(String value, Instant issued, Duration lifetime, Set<String> scopes) {
        this.value = value;
        Duration life = lifetime.isNegative() ? Duration.ZERO : lifetime;
        life = life.compareTo(LONGEST_LIFE) < 0 ? life : LONGEST_LIFE;
        this.expires = issued.plus(life);
        Duration tenth = life.dividedBy(10);
        Duration margin = tenth.compareTo(LONGEST_MARGIN) < 0 ? tenth : LONGEST_MARGIN;
        this.renewAt = expires.minus(margin);
        this.scopes = Set.copyOf(scopes);
    }

    /** The value for the header {@code Authorization: Bearer …}. */
    public String reveal() {
        return value;
    }

    /** Whether it is still to be used; renewed early by min(300 s, 10 % of its life) (all2). */
    public boolean isFresh(Instant now) {
        return now.isBefore(renewAt);
    }

    /** When it stops working. */
    public Instant expires() {
        return expires;
    }

    /** What it grants; empty when unknown. */
    public Set<String> scopes() {
        return scopes;
    }

    @Override
    public String toString() {
        return "Token[***, expires " + expires + "]";
    }
}
