package io.outboundroutes.sandbox.query;

/** The query does not follow the grammar. The message names the position (from 1) and what was expected there. */
public final class QuerySyntaxException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public QuerySyntaxException(String message) {
        super(message);
    }
}
