package io.outboundroutes.app.cli;

import java.util.ArrayList;
import java.util.List;

/** Lines up rows in columns for a terminal. Not thread-safe. */
final class Table {

    private static final int WIDEST = 60;

    private final List<List<String>> rows = new ArrayList<>();

    /** @param titles the columns' titles */
    Table(List<String> titles) {
        rows.add(titles);
    }

    void row(List<String> cells) {
        rows.add(cells);
    }

    /** The table, each line indented by two. */
    String render() {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], cut(row.get(i)).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder("  ");
            for (int i = 0; i < columns; i++) {
                String cell = cut(row.get(i));
                line.append(cell).append(" ".repeat(widths[i] - cell.length() + 2));
            }
            text.append(line.toString().stripTrailing()).append(System.lineSeparator());
        }
        return text.toString();
    }

    /** The same on one line. */
    static String line(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    private static String cut(String cell) {
        String line = line(cell);
        return line.length() <= WIDEST ? line : line.substring(0, WIDEST - 1) + "…";
    }
}
