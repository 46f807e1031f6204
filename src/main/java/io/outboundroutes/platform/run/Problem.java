package io.outboundroutes.platform.run;

/**
 * A warning, or the cause of a failure, as a report shows it.
 *
 * @param code stable, kebab-case, for programs ({@code unclassified-contacts})
 * @param message for people: what, where, which value, what was expected, how to mend it; free of secrets and personal data
 */
public record Problem(String code, String message) {}
