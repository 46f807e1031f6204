package io.outboundroutes.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What a command line came to. */
record Ended(int exit, String out, String err) {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** All of stdout as one JSON value: anything besides it fails. */
    JsonNode json() throws JsonProcessingException {
        return JSON.readTree(out);
    }

    /** Exits so, and tells it in words: no stack trace, no names of exceptions, on stdout or stderr. */
    Ended assertFriendly(int exit) {
        assertThat(this.exit).as("exit code of%n%s%n%s", out, err).isEqualTo(exit);
        assertThat(out + err)
                .doesNotContain("\tat ")
                .doesNotContain("Exception")
                .doesNotContain("Caused by")
                .doesNotContain("Stacktrace")
                .doesNotContain("\nFailed: ");
        return this;
    }

    /** Both streams. */
    String told() {
        return out + err;
    }
}
