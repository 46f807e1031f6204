package io.outboundroutes.platform.intake;

import io.outboundroutes.platform.files.FileTrouble;
import io.outboundroutes.platform.json.Json;
import io.outboundroutes.platform.json.JsonProblem;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rows of an input, each as a JSON text on one line, read while they are consumed: one JSON object, an array of them,
 * one after the other (NDJSON), or CSV with a header. UTF-8, with or without a byte order mark. What a row means is for
 * its workflow to say; here it is only read. Used by one thread; close it.
 */
public final class InputRows implements Iterator<String>, AutoCloseable {

    private final String name;
    private final Utf8Input in;
    private final Iterator<@Nullable Object> values;
    private int row;

    private InputRows(String name, Utf8Input in, Iterator<@Nullable Object> values) {
        this.name = name;
        this.in = in;
        this.values = values;
    }

    /**
     * Begins to read what may be any of them.
     *
     * @param in is closed with the rows
     * @param name what to call the input in messages; one that ends in {@code .csv} is CSV, any other is recognised by its
     *     first character
     * @throws InputProblem when it is empty or is not what it should be
     * @throws UncheckedIOException when the disk or the line fails
     */
    public static InputRows of(InputStream in, String name) {
        return of(in, name, name.toLowerCase(Locale.ROOT).endsWith(".csv"), false);
    }

    /** The same for what was said to be CSV, or was said to be JSON. */
    public static InputRows of(InputStream in, String name, boolean csv) {
        return of(in, name, csv, !csv);
    }

    private static InputRows of(InputStream in, String name, boolean surelyCsv, boolean surelyJson) {
        Utf8Input utf8 = new Utf8Input(in);
        BufferedInputStream buffered = new BufferedInputStream(utf8);
        try {
            skipByteOrderMark(buffered);
            int first = firstCharacter(buffered);
            if (first < 0) {
                throw new InputProblem(
                        name + " is empty; expected a JSON object, an array of objects, one object a line,"
                                + " or CSV with a header");
            }
            boolean csv = surelyCsv || (!surelyJson && first != '{' && first != '[');
            return new InputRows(name, utf8, csv ? new CsvRows(buffered) : Json.values(buffered));
        } catch (IOException | UncheckedIOException e) {
            throw unreadable(name, utf8, e);
        } catch (JsonProblem e) {
            throw new InputProblem(name + " cannot be read: " + e.getMessage());
        }
    }

    /** The input's own fault when its bytes are no UTF-8; else that of the disk, or of the line. */
    private static RuntimeException unreadable(String name, Utf8Input in, Exception e) {
        if (in.refused()) {
            return new InputProblem(name + " cannot be read: line " + in.line()
                    + " is not UTF-8 text; save it as UTF-8 (in Excel: CSV UTF-8) and hand it in again."
                    + " Nothing of it was taken");
        }
        IOException cause = e instanceof UncheckedIOException unchecked
                ? Objects.requireNonNull(unchecked.getCause())
                : (IOException) e;
        return new UncheckedIOException(name + " cannot be read: " + FileTrouble.of(cause), cause);
    }

    private static void skipByteOrderMark(BufferedInputStream in) throws IOException {
        in.mark(3);
        if (in.read() != 0xEF || in.read() != 0xBB || in.read() != 0xBF) {
            in.reset();
        }
    }

    /**
     * Checks the header of CSV before any row is taken; other inputs have none.
     *
     * @throws InputProblem when no row under it can be taken
     */
    public InputRows expecting(InputColumns columns) {
        if (values instanceof CsvRows csv) {
            try {
                columns.problem(csv.header()).ifPresent(problem -> {
                    throw new InputProblem(name + ": " + problem);
                });
            } catch (JsonProblem e) {
                throw problem(e);
            } catch (UncheckedIOException e) {
                throw unreadable(name, in, e);
            }
        }
        return this;
    }

    /** The first character that is no white space; -1 when there is none. The stream stays where it was. */
    private static int firstCharacter(BufferedInputStream in) throws IOException {
        int read;
        do {
            in.mark(1);
            read = in.read();
        } while (read == ' ' || read == '\t' || read == '\r' || read == '\n');
        in.reset();
        return read;
    }

    /**
     * Whether there is another row.
     *
     * @throws InputProblem when what follows cannot be read
     */
    @Override
    public boolean hasNext() {
        try {
            return values.hasNext();
        } catch (JsonProblem e) {
            throw problem(e);
        } catch (UncheckedIOException e) {
            throw unreadable(name, in, e);
        }
    }

    @Override
    public String next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        try {
            String next = Json.writeAscii(values.next());
            row++;
            return next;
        } catch (JsonProblem e) {
            throw problem("in row " + (row + 1), e);
        } catch (UncheckedIOException e) {
            throw unreadable(name, in, e);
        }
    }

    /** Of what stands before the next row begins. */
    private InputProblem problem(JsonProblem e) {
        return problem(row == 0 ? "before its first row" : "after row " + row, e);
    }

    private InputProblem problem(String where, JsonProblem e) {
        return new InputProblem(name + " cannot be read " + where + ": " + e.getMessage()
                + ". Nothing of it was taken; mend it and hand it in again");
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
