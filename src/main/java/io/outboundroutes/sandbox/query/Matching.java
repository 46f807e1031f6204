package io.outboundroutes.sandbox.query;

/**
 * How the store compares values, since real stores differ.
 *
 * @param caseSensitive whether {@code EMEA} and {@code emea} are two values; default true
 * @param blankIsPresent whether {@code attr:*} also finds blank values; default false
 */
public record Matching(boolean caseSensitive, boolean blankIsPresent) {

    /** Compares by case; a blank value is as good as none. */
    public static final Matching DEFAULT = new Matching(true, false);
}
