package io.outboundroutes.platform.config;

/**
 * What a setting's text must be, and how it becomes a value. Implementations are stateless.
 *
 * @param <T> the value's type
 */
public interface Type<T> {

    /**
     * Reads a value.
     *
     * @param text what was written, without surrounding white space, not empty
     * @throws IllegalArgumentException if it is not {@link #expected()}
     */
    T parse(String text);

    /** What is expected, as a noun phrase that fits after "expected": {@code a duration such as PT30S}. */
    String expected();
}
