package io.outboundroutes.app.gates;

import io.outboundroutes.platform.text.Nearest;
import java.util.Collection;

/** Words the name that was probably meant. Stateless. */
final class Hint {

    private static final int FEWEST_SLIPS = 2;
    private static final int LETTERS_PER_SLIP = 3;

    private Hint() {}

    /** {@code "; did you mean 'x'?"} when a candidate is close enough, else nothing. */
    static String of(String written, Collection<String> candidates) {
        int slips = Math.max(FEWEST_SLIPS, written.length() / LETTERS_PER_SLIP);
        return Nearest.of(written, candidates, slips)
                .map(name -> "; did you mean '" + name + "'?")
                .orElse("");
    }
}
