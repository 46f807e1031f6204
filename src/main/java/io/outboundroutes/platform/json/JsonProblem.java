package io.outboundroutes.platform.json;

/** JSON that cannot be read. */
public final class JsonProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public JsonProblem(String message) {
        super(message);
    }
}
