package io.outboundroutes.platform.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * Finds the known name a misspelt one was meant to be.
 *
 * <p>The distance is Levenshtein's, with two neighbouring letters changed round counted as one slip rather than two,
 * since that is how people misspell. Case matters. Stateless.
 */
public final class Nearest {

    private Nearest() {}

    /**
     * The nearest of the known names.
     *
     * @param name what was written
     * @param known what could have been meant
     * @param atMost the largest distance that still counts as a slip
     * @return the nearest one (of equals the alphabetically first), empty when all are further away than {@code atMost}
     */
    public static Optional<String> of(String name, Collection<String> known, int atMost) {
        return known.stream()
                .filter(candidate -> Math.abs(candidate.length() - name.length()) <= atMost)
                .filter(candidate -> distance(name, candidate) <= atMost)
                .min(Comparator.<String>comparingInt(candidate -> distance(name, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /**
     * How many slips (a letter too many, too few, wrong, or two neighbours changed round) lie between two names.
     *
     * @param one a name
     * @param other another name
     * @return 0 for equal names
     */
    public static int distance(String one, String other) {
        int[] beforeLast = new int[other.length() + 1];
        int[] last = new int[other.length() + 1];
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + change);
                if (i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            int[] free = beforeLast;
            beforeLast = last;
            last = row;
            row = free;
        }
        return last[other.length()];
    }
}
