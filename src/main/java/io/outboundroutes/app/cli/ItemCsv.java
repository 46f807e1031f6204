package io.outboundroutes.app.cli;

import io.outboundroutes.platform.json.Json;
import io.outboundroutes.platform.run.Item;
import io.outboundroutes.platform.run.ReportBuilder;
import java.io.IOException;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Items as CSV (RFC 4180) for spreadsheets. A text that a spreadsheet would take for a formula is preceded by an apostrophe;
 * items come from rows that anybody may have written. Stateless.
 */
final class ItemCsv {

    /** What begins a formula in some spreadsheet, also behind white space that it drops. */
    private static final Pattern FORMULA =
            Pattern.compile("(?s)[\\s\\p{Z}\\p{Cc}]*[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20].*|[\\t\\r\\n].*");

    private static final List<String> OWN = List.of("item", "fate", "outcome", "reason", "latencyMs");

    private ItemCsv() {}

    /**
     * Writes the items, a line each behind a header; nothing is held but the names of their fields.
     *
     * @param items asked for twice: for the columns, then for the lines
     * @return how many
     */
    static long write(Supplier<Iterator<Item>> items, Appendable out) throws IOException {
        Set<String> fields = new LinkedHashSet<>();
        for (Iterator<Item> all = items.get(); all.hasNext(); ) {
            fields.addAll(all.next().fields().keySet());
        }
        OWN.forEach(fields::remove);
        line(out, Stream.concat(OWN.stream(), fields.stream()).toList());
        long written = 0;
        for (Iterator<Item> all = items.get(); all.hasNext(); written++) {
            Item item = all.next();
            Map<String, Object> shown = ReportBuilder.item(item);
            line(
                    out,
                    Stream.concat(
                                    Stream.of(
                                            item.runId() + "/" + item.key(),
                                            item.fate().name(),
                                            shown.get("outcome"),
                                            shown.get("reason"),
                                            shown.get("latencyMs")),
                                    fields.stream().map(shown::get))
                            .map(value -> value == null ? "" : value)
                            .toList());
        }
        return written;
    }

    private static void line(Appendable out, List<?> values) throws IOException {
        out.append(values.stream().map(ItemCsv::cell).collect(Collectors.joining(",")))
                .append("\r\n");
    }

    static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        String text = value instanceof Map || value instanceof Collection ? Json.write(value) : value.toString();
        String safe = FORMULA.matcher(text).matches() ? "'" + text : text;
        boolean quoted =
                safe.chars().anyMatch(c -> c == ',' || c == ';' || c == '"' || c == '\n' || c == '\r' || c == '\t');
        return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
