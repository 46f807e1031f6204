package io.outboundroutes.platform.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Values of a stream, one after the other; those of an array when it begins with one. Used by one thread. */
final class JsonValues implements Iterator<@Nullable Object> {

    /** Opens the stream's parser. */
    @FunctionalInterface
    interface Opening {
        JsonParser open() throws IOException;
    }

    private final JsonParser parser;
    private final ObjectReader reader;
    private final Function<JsonProcessingException, String> told;
    private final boolean array;
    private @Nullable JsonToken ahead;
    /** Whether the value ahead was taken: what follows it is looked at when it is asked for, so that it is blamed itself. */
    private boolean taken;

    /** @throws JsonProblem when the stream does not begin as JSON */
    JsonValues(Opening opening, ObjectReader reader, Function<JsonProcessingException, String> told) {
        this.reader = reader;
        this.told = told;
        try {
            this.parser = opening.open();
            JsonToken first = parser.nextToken();
            this.array = first == JsonToken.START_ARRAY;
            this.ahead = array ? parser.nextToken() : first;
        } catch (JsonProcessingException e) {
            throw new JsonProblem(told.apply(e));
        } catch (IOException e) {
            throw unread(e);
        }
    }

    @Override
    public boolean hasNext() {
        if (taken) {
            advance();
            taken = false;
        }
        if (array && ahead == JsonToken.END_ARRAY) {
            advance();
            if (ahead != null) {
                throw new JsonProblem("not JSON: something follows the array");
            }
        }
        return ahead != null;
    }

    @Override
    public @Nullable Object next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        try {
            Object value = ahead == JsonToken.VALUE_NULL ? null : reader.readValue(parser);
            taken = true;
            return value;
        } catch (JsonProcessingException e) {
            throw new JsonProblem(told.apply(e));
        } catch (IOException e) {
            throw unread(e);
        }
    }

    private void advance() {
        try {
            ahead = parser.nextToken();
            if (ahead == null && array && !parser.getParsingContext().inRoot()) {
                throw new JsonProblem("not JSON: it ends in the middle");
            }
        } catch (JsonProcessingException e) {
            throw new JsonProblem(told.apply(e));
        } catch (IOException e) {
            throw unread(e);
        }
    }

    /** Jackson says so of bytes that are no text; anything else is the stream's. */
    private static RuntimeException unread(IOException e) {
        return e instanceof CharConversionException
                ? new JsonProblem("not JSON: not UTF-8 text")
                : new UncheckedIOException(e);
    }
}
