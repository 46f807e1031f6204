package io.outboundroutes.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/**
 * The figures of one benchmark: a Markdown table under the command that made it, printed and kept in {@code
 * target/bench/<name>.md}. Used by one thread.
 */
final class Figures {

    private final String name;
    private final StringBuilder text = new StringBuilder();

    /**
     * Figures without a table yet.
     *
     * @param name the benchmark's; behind a dash, which of its cases
     * @param parameters what the benchmark was run with, e.g. {@code -Dkills=20}; empty for none
     */
    Figures(String name, String parameters) {
        this.name = name;
        text.append("### ").append(name).append("\n\n");
        text.append("`mvn -B -Pbench verify -Dbench=").append(name.split("-", 2)[0]);
        text.append(parameters.isEmpty() ? "" : " ").append(parameters).append("`\n\n");
        text.append(Instant.now().truncatedTo(ChronoUnit.SECONDS)).append(", Java ");
        text.append(System.getProperty("java.version")).append(", ");
        text.append(Runtime.getRuntime().availableProcessors()).append(" processors\n\n");
    }

    /** Begins a table. */
    void head(String... columns) {
        row((Object[]) columns);
        text.append("|").append(" --- |".repeat(columns.length)).append('\n');
    }

    /** A row of it; fractions are shown with two digits. */
    void row(Object... cells) {
        text.append('|');
        for (Object cell : cells) {
            String shown = cell instanceof Double number ? String.format(Locale.ROOT, "%.2f", number) : cell.toString();
            text.append(' ').append(shown).append(" |");
        }
        text.append('\n');
    }

    /** Prints them and keeps them. */
    void publish() throws IOException {
        System.out.println("\n" + text);
        Path file = Path.of("target", "bench", name + ".md");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** The middle value; the mean of the two in the middle when their number is even. */
    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    static double seconds(long nanos) {
        return nanos / 1e9;
    }
}
