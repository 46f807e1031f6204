package io.outboundroutes.platform.paging;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Watches over a read page by page (all9): which records are new, which page comes next, and whether everything was
 * read. Knows no wire format. Not thread-safe.
 *
 * <p>Live data moves while it is read. A record that leaves shifts those after it forward, over the edge of a page that
 * was already read: when the total shrinks, the read steps back. A record that changes jumps to the front of a read
 * sorted newest first: after the last page, page 1, 2, … are read again until one brings nothing new. What then still
 * does not add up with the vendor's own total is read a second time as a whole, and after that it is an error.
 */
public final class ReadGuard {

    private static final int NEIGHBOURS = 2_000;

    private enum Pass {
        FIRST,
        FRONT_AGAIN,
        SECOND,
        DONE
    }

    private final PagedReadSpec spec;
    private final SeenIds seen;
    /** What asked for each page of the first pass, in order; the first page's is null. */
    private final List<@Nullable Object> asked = new ArrayList<>();

    private final Set<Object> cursors = new HashSet<>();

    private Pass pass = Pass.FIRST;
    private @Nullable Object cursor;
    private int page;
    private boolean emptyOnce;
    private @Nullable List<Object> lastIds;
    private @Nullable Long total;
    private long distinct;
    private long duplicates;
    private long pages;
    private boolean moved;

    public ReadGuard(PagedReadSpec spec) {
        this.spec = spec;
        this.seen = spec.dedupeAll() ? new IdSet() : new RecentIds(NEIGHBOURS);
        asked.add(null);
    }

    /** Whether another page is to be asked for. */
    public boolean wantsMore() {
        return pass != Pass.DONE;
    }

    /** What asks for the next page; null for the first. */
    public @Nullable Object cursor() {
        return cursor;
    }

    /**
     * Takes the page that was asked for.
     *
     * @return the records of it that were not read before; those without a usable id are always among them
     * @throws ReadFailed when the read cannot be complete any more
     */
    public List<Object> accept(Page read) {
        pages++;
        if (pass == Pass.FIRST && spec.maxPages() > 0 && pages > spec.maxPages()) {
            throw failed("the page cap of " + spec.maxPages()
                    + " pages is reached and more follow; raise the cap or narrow the query");
        }
        if (isEmptyTooEarly(read)) {
            return List.of();
        }
        refuseRepetition(read);
        List<Object> fresh = unseen(read.records());
        Long before = total;
        total = read.total() == null ? total : read.total();
        if (before != null && total != null && !before.equals(total)) {
            moved = true;
        }
        if (before != null && total != null && total < before && pass == Pass.FIRST && page > 0) {
            stepBack(before - total, read.records().size());
        } else {
            goOn(read, fresh.isEmpty());
        }
        return fresh;
    }

    private boolean isEmptyTooEarly(Page read) {
        boolean announced = read.next() != null || (read.total() != null && distinct < read.total());
        if (!read.records().isEmpty() || !announced || (pass == Pass.FRONT_AGAIN && page > 0)) {
            emptyOnce = false;
            return false;
        }
        if (emptyOnce) {
            throw failed("page " + (page + 1) + " is empty twice although more was announced; " + read(read.total()));
        }
        emptyOnce = true;
        return true;
    }

    private void refuseRepetition(Page read) {
        List<Object> ids =
                read.records().stream().map(this::id).filter(Objects::nonNull).toList();
        if (!ids.isEmpty() && ids.equals(lastIds)) {
            throw failed("page " + (page + 1) + " holds the same records as the page before it");
        }
        lastIds = ids;
        if (pass == Pass.FIRST && page + 1 == asked.size() && read.next() != null && !cursors.add(read.next())) {
            throw failed("page " + (page + 1) + " names a next page that was already read");
        }
    }

    private List<Object> unseen(List<?> records) {
        List<Object> fresh = new ArrayList<>(records.size());
        for (Object entry : records) {
            Object id = id(entry);
            if (id == null || seen.add(id.toString())) {
                fresh.add(entry);
                distinct++;
            } else if (pass == Pass.FIRST) {
                duplicates++;
            }
        }
        return fresh;
    }

    private void stepBack(long shrunkBy, int pageSize) {
        long back = Math.min(page, (shrunkBy + Math.max(pageSize, 1) - 1) / Math.max(pageSize, 1));
        page -= (int) Math.max(back, 1);
        cursor = asked.get(page);
        lastIds = null;
    }

    private void goOn(Page read, boolean nothingNew) {
        boolean frontSettled = pass == Pass.FRONT_AGAIN && nothingNew;
        if (read.next() == null || frontSettled) {
            endOfPass();
            return;
        }
        page++;
        cursor = read.next();
        if (page == asked.size()) {
            asked.add(cursor);
        }
    }

    private void endOfPass() {
        if (pass == Pass.FIRST && spec.newestFirst() && distinct > 0) {
            begin(Pass.FRONT_AGAIN);
        } else if (addsUp()) {
            pass = Pass.DONE;
        } else if (pass != Pass.SECOND) {
            begin(Pass.SECOND);
        } else {
            throw failed(
                    "also after reading twice, " + read(total) + "; the data moves too much, or pages are missing");
        }
    }

    /** Records that left during a read sorted newest first were read all the same: then more than the total is fine. */
    private boolean addsUp() {
        return total == null || distinct == total || (distinct > total && spec.newestFirst() && moved);
    }

    private void begin(Pass next) {
        pass = next;
        page = 0;
        cursor = null;
        lastIds = null;
    }

    private @Nullable Object id(Object entry) {
        Object id = entry instanceof Map<?, ?> object ? object.get(spec.idField()) : entry;
        return id instanceof String || id instanceof Number ? id : null;
    }

    private String read(@Nullable Long announced) {
        return distinct + " records were read, the vendor counts " + announced;
    }

    private ReadFailed failed(String why) {
        return new ReadFailed(spec.operation() + ": " + why + ". Nothing was written");
    }

    /** Pages read, re-reads among them. */
    public long pages() {
        return pages;
    }

    /** Records that were read before and dropped; those of pages read again on purpose do not count. */
    public long duplicates() {
        return duplicates;
    }

    /** Records handed on. */
    public long distinct() {
        return distinct;
    }

    /** The vendor's own total, as last told; null when it does not say. */
    public @Nullable Long total() {
        return total;
    }
}
