package io.outboundroutes.platform.paging;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page in the shape that every dialect answers.
 *
 * @param records the page's records, as parsed JSON; not copied
 * @param next what asks for the page after it, understood by its page style alone; null after the last page
 * @param total how many records the vendor says there are in all; null when it does not say
 * @param pageCount how many pages the vendor says there are in all; null when it does not say
 */
public record Page(
        List<?> records,
        @Nullable Object next,
        @Nullable Long total,
        @Nullable Long pageCount) {

    /** A page of a vendor that does not count pages. */
    public Page(List<?> records, @Nullable Object next, @Nullable Long total) {
        this(records, next, total, null);
    }
}
