package io.outboundroutes.platform.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The one way JSON is read and written here.
 *
 * <p>Reading takes nothing on trust (all10): at most 100 levels, texts of 1 MB, numbers of 100 characters, one value and
 * nothing behind it, no field twice in one object. Values are maps and lists in the order read, text, booleans, null, and
 * numbers as written: {@code Integer}, {@code Long} or {@code BigInteger} by size, {@code BigDecimal} with a fraction or
 * exponent. Writing keeps the order of maps and writes instants as the guides do, {@code 2024-01-01T00:00:00.000Z}.
 *
 * <p>Stateless; thread-safe.
 */
public final class Json {

    private static final int MAX_DEPTH = 100;
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(1024 * 1024)
                            .maxNumberLength(100)
                            .maxNameLength(1000)
                            .build())
                    .streamWriteConstraints(StreamWriteConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    // Names come from outside: interned ones would never be collected.
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .addModule(new SimpleModule("outbound").addSerializer(Instant.class, new InstantMillis()))
            .build();
    private static final ObjectReader VALUES =
            MAPPER.readerFor(Object.class).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final ObjectWriter ASCII = MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

    private Json() {}

    /**
     * Reads one JSON value.
     *
     * @param json UTF-8 text
     * @return the value; null for {@code null}
     * @throws JsonProblem if it is not JSON within the limits
     */
    public static @Nullable Object parse(byte[] json) {
        try (BoundedNumbers parser = new BoundedNumbers(MAPPER.createParser(json))) {
            return MAPPER.readValue(parser, Object.class);
        } catch (JsonProcessingException e) {
            throw new JsonProblem(told(e));
        } catch (IOException e) {
            // Bytes that are no UTF-8 come as a plain IOException.
            throw new JsonProblem("not JSON: not UTF-8 text");
        }
    }

    /**
     * Reads value after value from a stream: the elements of an array, or values that follow one another, as one object a
     * line. Reading is lazy: {@code hasNext} and {@code next} throw {@link JsonProblem} where the stream stops being JSON.
     *
     * @param json UTF-8 text; not closed
     */
    public static Iterator<@Nullable Object> values(InputStream json) {
        return new JsonValues(() -> new BoundedNumbers(MAPPER.createParser(json)), VALUES, Json::told);
    }

    /**
     * Writes a value on one line.
     *
     * @throws JsonProblem if it holds something that JSON cannot hold
     */
    public static String write(@Nullable Object value) {
        return write(MAPPER.writer(), value);
    }

    /**
     * Writes a value on one line of ASCII, everything else escaped, so that no reader finds a line break in it.
     *
     * @throws JsonProblem if it holds something that JSON cannot hold
     */
    public static String writeAscii(@Nullable Object value) {
        return write(ASCII, value);
    }

    private static String write(ObjectWriter writer, @Nullable Object value) {
        try {
            return writer.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new JsonProblem("cannot be written as JSON: " + e.getClass().getSimpleName());
        }
    }

    /** Jackson's own messages quote what they stumbled over. */
    private static String told(JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        String where = at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
        if (e instanceof StreamConstraintsException) {
            return "JSON beyond the limits: 100 levels, texts of 1 MB, numbers of 100 characters" + where;
        }
        if (e instanceof JsonEOFException) {
            return "not JSON: it ends in the middle" + where;
        }
        if (e instanceof MismatchedInputException) {
            return "not JSON: empty, or more than one value" + where;
        }
        return "not JSON: malformed, or a field twice in one object" + where;
    }
}
