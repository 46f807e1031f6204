package io.outboundroutes.app.gates;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a gate refuses, and where.
 *
 * @param file path relative to the routes directory, with forward slashes ({@code vendors/genesys-guide.camel.yaml})
 * @param line 1-based; 0 when the finding is about the file or the directory as a whole
 * @param column 1-based, or null when unknown
 * @param routeId the route that holds the place, or null outside routes
 * @param rule the gate's name, kebab-case, stable
 * @param message what is wrong, which value, what was expected and how to mend it; never a secret's value
 */
public record Finding(
        String file,
        int line,
        @Nullable Integer column,
        @Nullable String routeId,
        String rule,
        String message) implements Comparable<Finding> {

    private static final Comparator<Finding> ORDER = Comparator.comparing(Finding::file)
            .thenComparingInt(Finding::line)
            .thenComparingInt(Finding::columnOrZero)
            .thenComparing(Finding::rule)
            .thenComparing(Finding::message);

    @Override
    public int compareTo(Finding other) {
        return ORDER.compare(this, other);
    }

    private int columnOrZero() {
        return column == null ? 0 : column;
    }

    /** {@code file:line:column [rule] route 'id': message}, with the parts that are known. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(file);
        if (line > 0) {
            text.append(':').append(line);
            if (column != null) {
                text.append(':').append(column);
            }
        }
        text.append(" [").append(rule).append("] ");
        if (routeId != null) {
            text.append("route '").append(routeId).append("': ");
        }
        return text.append(message).toString();
    }
}
