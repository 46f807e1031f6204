package io.outboundroutes.platform.config;

import java.util.List;
import java.util.stream.Collectors;

/** The settings cannot be used: ours to mend before anything starts (exit code 78). Carries every problem at once. */
public final class ConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    // Not part of the serial form: an exception of ours is never serialised, and the problems are in its message.
    private final transient List<ConfigProblem> problems;

    /**
     * All problems found.
     *
     * @throws IllegalArgumentException if there is none
     */
    public ConfigException(List<ConfigProblem> problems) {
        super(problems.stream().map(ConfigProblem::message).collect(Collectors.joining(System.lineSeparator())));
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("no problem, no exception");
        }
        this.problems = List.copyOf(problems);
    }

    public List<ConfigProblem> problems() {
        return problems;
    }
}
