package io.outboundroutes.console.api;

/** A request that cannot be done as it is. */
final class BadRequest extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    BadRequest(int status, String code, String detail) {
        super(detail, null, false, false);
        this.problem = new Problem(status, code, detail);
    }

    Problem problem() {
        return problem;
    }
}
