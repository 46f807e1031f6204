package io.outboundroutes.platform.paging;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Pages by a cursor that each answer names: asks with {@code cursor}, ends when {@code nextPageCursor} is absent or
 * empty (guide 001).
 */
record CursorStyle(String recordsField) implements PageStyle {

    @Override
    public Map<String, Object> fields(@Nullable Object next, Map<String, ?> request) {
        return next == null ? Map.of() : Map.of("cursor", next);
    }

    @Override
    public Page page(@Nullable Object next, Map<String, ?> request, @Nullable Object answer) {
        Map<?, ?> object = PageStyle.object(recordsField, answer);
        List<?> records = PageStyle.records(recordsField, object);
        Object cursor = object.get("nextPageCursor");
        if (cursor != null && !(cursor instanceof String)) {
            throw new UnusablePage("the answer's field 'nextPageCursor' is not a text");
        }
        Object following = cursor instanceof String text && !text.isBlank() ? text : null;
        return new Page(records, following, PageStyle.wholeNumber("total", object));
    }
}
