package io.outboundroutes.sandbox;

/** The call is refused with this answer. */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    Refused(Answer answer) {
        this.answer = answer;
    }

    Refused(Answer answer, Throwable cause) {
        super(cause);
        this.answer = answer;
    }

    Answer answer() {
        return answer;
    }
}
