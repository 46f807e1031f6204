package io.outboundroutes.console.api;

/** A request that cannot be done as it is. */
final class BadRequest extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    BadRequest(int status, String code, String detail) {
        this(new Problem(status, code, detail));
    }

    BadRequest(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
