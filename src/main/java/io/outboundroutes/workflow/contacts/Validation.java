package io.outboundroutes.workflow.contacts;

import org.jspecify.annotations.Nullable;

/** How far the vendor's regulatory check of a contact is. */
public enum Validation {
    PASSED("passed"),
    FAILED("failed"),
    PENDING("pending"),
    /** The answer says something that nobody knows. */
    UNKNOWN("unknown"),
    /** The answer says nothing. */
    ABSENT("absent");

    private final String word;

    Validation(String word) {
        this.word = word;
    }

    /** As the report shows it. */
    public String word() {
        return word;
    }

    /** Reads the vendor's field. Only the three words of the contract are believed. */
    static Validation of(@Nullable Object value) {
        if (value == null) {
            return ABSENT;
        }
        for (Validation known : new Validation[] {PASSED, FAILED, PENDING}) {
            if (known.word.equals(value)) {
                return known;
            }
        }
        return UNKNOWN;
    }
}
