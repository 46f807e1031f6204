package io.outboundroutes.app.gates;

import java.util.Collection;
import java.util.Comparator;

/** Finds the name that was probably meant. */
final class Nearest {

    private Nearest() {}

    /** {@code "; did you mean 'x'?"} when a candidate is close enough, else nothing. */
    static String hint(String written, Collection<String> candidates) {
        int limit = Math.max(2, written.length() / 3);
        return candidates.stream()
                .filter(c -> distance(written, c) <= limit)
                .min(Comparator.comparingInt((String c) -> distance(written, c)).thenComparing(c -> c))
                .map(c -> "; did you mean '" + c + "'?")
                .orElse("");
    }

    /** Levenshtein's edit distance. */
    static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
