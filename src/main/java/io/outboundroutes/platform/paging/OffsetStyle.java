package io.outboundroutes.platform.paging;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Pages by offset: asks with {@code start}, which grows by the records received; only an empty page ends the read
 * (guide 004). The total, when given, is the answer's {@code total}.
 */
record OffsetStyle(String recordsField) implements PageStyle {

    @Override
    public Map<String, Object> fields(@Nullable Object next, Map<String, ?> request) {
        return Map.of("start", start(next));
    }

    @Override
    public Page page(@Nullable Object next, Map<String, ?> request, @Nullable Object answer) {
        Map<?, ?> object = PageStyle.object(recordsField, answer);
        List<?> records = PageStyle.records(recordsField, object);
        Long following = records.isEmpty() ? null : start(next) + records.size();
        return new Page(records, following, PageStyle.wholeNumber("total", object));
    }

    private static long start(@Nullable Object next) {
        return next == null ? 0L : (Long) next;
    }
}
