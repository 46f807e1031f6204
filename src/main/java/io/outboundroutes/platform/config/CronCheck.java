package io.outboundroutes.platform.config;

import java.util.Optional;

/** Judges cron expressions; given from outside, since the engine that will run them is not known in this room. */
@FunctionalInterface
public interface CronCheck {

    /** Takes every expression as right. */
    CronCheck ANY = expression -> Optional.empty();

    /**
     * What is wrong with an expression.
     *
     * @param expression the text as configured
     * @return one clause without the expression itself, empty when it is right
     */
    Optional<String> problem(String expression);
}
