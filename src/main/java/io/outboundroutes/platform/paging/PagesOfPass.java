package io.outboundroutes.platform.paging;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the pages of one pass of a read stand, so that it can step back and go on from there. Not thread-safe. */
final class PagesOfPass {

    /** What asks for each page, in order; the first page's is null. */
    private final List<@Nullable Object> asked = new ArrayList<>();
    /** How many records stand before each page. */
    private final List<Long> starts = new ArrayList<>();

    /** Begins at the first page. */
    void restart() {
        asked.clear();
        asked.add(null);
        starts.clear();
        starts.add(0L);
    }

    /** What asks for a page; null for the first. */
    @Nullable Object cursor(int page) {
        return asked.get(page);
    }

    /** How many records stand before a page. */
    long before(int page) {
        return starts.get(page);
    }

    /**
     * Notes the page behind one that was read.
     *
     * @return how many records stand before it
     */
    long follow(int page, Page read) {
        long start = starts.get(page) + read.records().size();
        if (page + 1 == asked.size()) {
            asked.add(read.next());
            starts.add(start);
        } else {
            asked.set(page + 1, read.next());
            starts.set(page + 1, start);
        }
        return start;
    }
}
