package io.outboundroutes.platform.intake;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.RuntimeJsonMappingException;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.outboundroutes.platform.json.JsonProblem;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows of CSV as maps from the header's names to texts; an empty cell is absent. Used by one thread. */
final class CsvRows implements Iterator<@Nullable Object> {

    private static final int LONGEST_CELL = 1024 * 1024;
    private static final CsvMapper MAPPER = CsvMapper.builder(CsvFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(LONGEST_CELL)
                            .build())
                    .build())
            .enable(CsvParser.Feature.TRIM_SPACES)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .build();

    private final MappingIterator<Map<String, String>> rows;
    private boolean begun;

    /**
     * @param in UTF-8 and nothing else
     * @throws JsonProblem when there is no readable header
     */
    CsvRows(InputStream in) throws IOException {
        InputStreamReader text = new InputStreamReader(in, StandardCharsets.UTF_8);
        try {
            rows = MAPPER.readerForMapOf(String.class)
                    .with(CsvSchema.emptySchema().withHeader().withStrictHeaders(false))
                    .readValues(text);
        } catch (JsonProcessingException e) {
            throw problem(e);
        }
    }

    @Override
    public boolean hasNext() {
        try {
            boolean more = rows.hasNextValue();
            if (!begun) {
                begun = true;
                refuseColumnsTwice();
            }
            return more;
        } catch (JsonProcessingException e) {
            throw problem(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last one would win, and nobody can tell whether it is the one that was meant. */
    private void refuseColumnsTwice() {
        Set<String> names = new HashSet<>();
        int column = 0;
        for (String name : columns()) {
            column++;
            if (!name.isBlank() && !names.add(name)) {
                // Not by its name: without a header it may be anything.
                throw new JsonProblem("column " + column + " of the header has the name of one before it");
            }
        }
    }

    /** The header's names, in order; none before a file that is empty. */
    List<String> header() {
        boolean ignored = hasNext();
        return columns();
    }

    private List<String> columns() {
        return rows.getParser().getSchema() instanceof CsvSchema header ? header.getColumnNames() : List.of();
    }

    @Override
    public Object next() {
        try {
            Map<String, Object> present = new LinkedHashMap<>();
            rows.nextValue().forEach((column, cell) -> {
                if (cell != null && !cell.isEmpty()) {
                    present.put(column, cell);
                }
            });
            return present;
        } catch (JsonProcessingException e) {
            throw problem(e);
        } catch (RuntimeJsonMappingException e) {
            throw new JsonProblem("not CSV");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Jackson's own messages quote what they stumbled over. */
    private static JsonProblem problem(JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        String where = at == null ? "" : " (line " + at.getLineNr() + ")";
        return new JsonProblem("not CSV with a header: a row has more cells than the header, a quote is open,"
                + " or a cell is over 1 MB" + where);
    }
}
