package io.outboundroutes.platform.paging;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Pages by number with a page count: asks with {@code pageNumber}, ends when {@code pageNumber >= pageCount} (guide
 * 000). The total, when given, is the answer's {@code total}.
 */
record PageNumberStyle(String recordsField) implements PageStyle {

    @Override
    public Map<String, Object> fields(@Nullable Object next, Map<String, ?> request) {
        return Map.of("pageNumber", number(next));
    }

    @Override
    public Page page(@Nullable Object next, Map<String, ?> request, @Nullable Object answer) {
        Map<?, ?> object = PageStyle.object(recordsField, answer);
        List<?> records = PageStyle.records(recordsField, object);
        Long pageCount = PageStyle.wholeNumber("pageCount", object);
        if (pageCount == null) {
            throw new UnusablePage("the answer has no 'pageCount', so nobody can tell whether more pages follow");
        }
        int asked = number(next);
        Long answered = PageStyle.wholeNumber("pageNumber", object);
        if (answered != null && answered != asked) {
            throw new UnusablePage("page " + asked + " was asked for, page " + answered + " was answered");
        }
        if (asked > pageCount && !records.isEmpty()) {
            throw new UnusablePage("page " + asked + " holds records although 'pageCount' is " + pageCount);
        }
        Integer following = asked < pageCount ? asked + 1 : null;
        return new Page(records, following, PageStyle.wholeNumber("total", object), pageCount);
    }

    private static int number(@Nullable Object next) {
        return next == null ? 1 : (Integer) next;
    }
}
