package io.outboundroutes.platform.store;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the store is. {@link #toString()} shows neither user nor password.
 *
 * <p>Immutable.
 */
public final class StoreSettings {

    /** The default: a file beside the program. */
    public static final String DEFAULT_URL = "jdbc:h2:file:./data/outbound";

    private final String url;
    private final @Nullable String user;
    private final @Nullable String password;

    /**
     * @param url a JDBC address of H2 or PostgreSQL
     * @param user the database user; null: as the address says (H2: {@code sa})
     * @param password its password; null: as the address says
     */
    public StoreSettings(String url, @Nullable String user, @Nullable String password) {
        this.url = Objects.requireNonNull(url, "url");
        this.user = user;
        this.password = password;
    }

    /** The address as configured. May hold a password: never show it. */
    public String url() {
        return url;
    }

    @Nullable String user() {
        return user;
    }

    @Nullable String password() {
        return password;
    }

    @Override
    public String toString() {
        return StoreUnavailable.redact(url);
    }
}
