package io.outboundroutes.console;

import io.outboundroutes.platform.text.TokenHash;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may read the metrics.
 *
 * @param open whether anybody may ({@code observe.open-metrics})
 * @param tokens hashes of the bearer tokens that may ({@code observe.metrics-tokens}); none, and not open: nobody
 */
public record MetricsAccess(boolean open, List<TokenHash> tokens) {

    /** Nobody may. */
    public static final MetricsAccess NOBODY = new MetricsAccess(false, List.of());

    private static final String SCHEME = "Bearer ";
    private static final int LONGEST = 512;

    public MetricsAccess {
        tokens = List.copyOf(tokens);
    }

    /**
     * Whether a request may pass.
     *
     * @param authorization the header of that name; null when there is none
     */
    boolean admits(@Nullable String authorization) {
        if (open) {
            return true;
        }
        if (authorization == null
                || authorization.length() > LONGEST
                || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        String token = authorization.substring(SCHEME.length()).strip();
        return tokens.stream().filter(known -> known.isOf(token)).count() > 0;
    }
}
