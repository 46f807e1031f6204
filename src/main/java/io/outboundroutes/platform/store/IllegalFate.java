package io.outboundroutes.platform.store;

/** A change of an item's fate that would go backwards or contradict what is stored: a programming error. */
public final class IllegalFate extends RuntimeException {

    private static final long serialVersionUID = 1L;

    IllegalFate(String message) {
        super(message);
    }
}
