package io.outboundroutes.platform.intake;

/** An input that cannot be read. Says where and what is wrong with it, and quotes nothing from it. */
public final class InputProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InputProblem(String message) {
        super(message, null, false, true);
    }
}
