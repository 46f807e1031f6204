package io.outboundroutes.platform.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.outboundroutes.platform.run.Problem;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON columns: what was written is what is read, numbers to the last digit and members in their order. */
final class Json {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
    private static final TypeReference<Map<String, BigDecimal>> DECIMALS = new TypeReference<>() {};
    private static final TypeReference<Map<String, Long>> COUNTS = new TypeReference<>() {};
    private static final TypeReference<List<Problem>> PROBLEMS = new TypeReference<>() {};

    private static final TypeReference<String> TEXT = new TypeReference<>() {};

    private Json() {}

    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            e.clearLocation();
            throw new IllegalArgumentException("Not writable as JSON: " + e.getOriginalMessage(), e);
        }
    }

    static Map<String, Object> object(String text) {
        return read(text, OBJECT);
    }

    static Map<String, String> texts(String text) {
        return read(text, TEXTS);
    }

    static Map<String, BigDecimal> decimals(String text) {
        return read(text, DECIMALS);
    }

    static Map<String, Long> counts(@Nullable String text) {
        return text == null ? Map.of() : read(text, COUNTS);
    }

    static List<Problem> problems(@Nullable String text) {
        return text == null ? List.of() : read(text, PROBLEMS);
    }

    static String text(String json) {
        return read(json, TEXT);
    }

    private static <T> T read(String text, TypeReference<T> type) {
        try {
            return MAPPER.readValue(text, type);
        } catch (JsonProcessingException e) {
            e.clearLocation();
            throw new IllegalStateException("A JSON column of the store is unreadable: " + e.getOriginalMessage(), e);
        }
    }
}
