package io.outboundroutes.sandbox.list;

import java.util.Arrays;
import java.util.Optional;

/** How a request that names an unknown or refused contact is answered. */
public enum Refusal {
    /** 404 for the whole request; nothing is done. */
    NOT_FOUND("404"),
    /** 400 for the whole request; nothing is done. */
    BAD_REQUEST("400"),
    /** 200; the others are taken, the body names those that were not. */
    PARTIAL("partial");

    private final String wireName;

    Refusal(String wireName) {
        this.wireName = wireName;
    }

    /** Its name in the switches: {@code 404}, {@code 400} or {@code partial}. */
    public String wireName() {
        return wireName;
    }

    /** The one of this name. */
    public static Optional<Refusal> named(String name) {
        return Arrays.stream(values())
                .filter(refusal -> refusal.wireName.equals(name))
                .findFirst();
    }
}
