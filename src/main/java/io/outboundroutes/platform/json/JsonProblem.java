package io.outboundroutes.platform.json;

/** JSON that cannot be read or written. Its message tells what and where, never the content, which may be anybody's. */
public final class JsonProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public JsonProblem(String message) {
        super(message);
    }
}
