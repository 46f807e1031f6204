package io.outboundroutes.app.cli;

import java.text.ParseException;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import org.quartz.CronExpression;

/** Judges cron expressions as the Quartz does that runs them. Stateless. */
final class Crons {

    private Crons() {}

    /** What is wrong with an expression, as a clause without it; empty when it will fire. */
    static Optional<String> problem(String expression) {
        try {
            Date now = Date.from(InstantSource.system().instant());
            return new CronExpression(expression).getNextValidTimeAfter(now) == null
                    ? Optional.of("no moment from now on matches it: it would never fire")
                    : Optional.empty();
        } catch (ParseException e) {
            String told = String.valueOf(e.getMessage());
            // Of a text that is too short it tells where its own code stumbled.
            return Optional.of(told.contains("Exception") ? "it is none" : told);
        }
    }
}
