package io.outboundroutes.platform.http;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What came of one attempt. */
public sealed interface Answer {

    /**
     * The vendor answered, and its whole body was read.
     *
     * @param status the HTTP status
     * @param headers by lower-case name
     * @param body the whole body, decoded from any content encoding
     * @param latencyMs from sending to the end of the body, in milliseconds
     */
    record Answered(int status, Map<String, String> headers, byte[] body, long latencyMs) implements Answer {

        /** A header's value. */
        public Optional<String> header(String lowerCaseName) {
            return Optional.ofNullable(headers.get(lowerCaseName));
        }
    }

    /**
     * No usable answer came.
     *
     * @param cause what went wrong, for people; free of secrets and personal data
     * @param mayHaveArrived whether the request may have reached the vendor; false only when no connection was made
     */
    record NoAnswer(String cause, boolean mayHaveArrived) implements Answer {}

    /** The circuit breaker is open: nothing was sent. */
    record NotPermitted() implements Answer {}

    /**
     * The vendor is paused, or the run is stopping: nothing was sent, and the attempt does not count.
     *
     * @param pauseLeft how long the vendor is still paused; zero when it is not
     */
    record Postponed(Duration pauseLeft) implements Answer {}
}
