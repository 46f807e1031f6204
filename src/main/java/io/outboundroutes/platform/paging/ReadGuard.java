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
 * was already read: when the total shrinks, the read steps back ({@link Shrinkage}). A record that changes jumps to the
 * front of a read sorted newest first: after the last page, page 1, 2, … are read again until one brings nothing new.
 * What then still does not add up with the vendor's own total is read a second time as a whole, and after that it is an
 * error.
 *
 * <p>It ends whatever the answers are: there are two rounds; each comes forward at most {@code maxPages + 1} times, between
 * which it steps back at most {@link Shrinkage#MAX_TRIES} times, and then reads the front once; each page at most twice
 * (an empty one).
 */
public final class ReadGuard {

    /** The most pages of a read without a cap of its own. */
    public static final int HARD_CAP = 1_000_000;

    /** How many ids are remembered of either end when not all are. */
    static final int NEIGHBOURS = 2_000;

    private enum Pass {
        WHOLE,
        FRONT_AGAIN,
        DONE
    }

    private final PagedReadSpec spec;
    private final @Nullable Long announced;
    private final int maxPages;
    private final SeenIds seen;
    private final Shrinkage shrinkage = new Shrinkage();
    private final PagesOfPass places = new PagesOfPass();
    private final Set<Object> cursors = new HashSet<>();

    private Pass pass = Pass.WHOLE;
    /** The ids of the second round; null in the first. */
    private @Nullable SeenIds again;

    private int page;
    /** The last page of this pass that was read; -1 before the first. */
    private int furthest;

    private boolean emptyOnce;
    private @Nullable List<Object> lastIds;
    private @Nullable Long total;
    private @Nullable Long pageCount;
    private long counted;
    private long distinct;
    private long duplicates;
    private long pages;

    public ReadGuard(PagedReadSpec spec) {
        this(spec, HARD_CAP);
    }

    /**
     * @param announced how many records the vendor announced before the read, where its pages do not tell: an empty page
     *     before that many is read once more. Whether as many came in the end is for the caller to compare, since they
     *     may have left meanwhile
     */
    public ReadGuard(PagedReadSpec spec, @Nullable Long announced) {
        this(spec, HARD_CAP, announced);
    }

    ReadGuard(PagedReadSpec spec, int hardCap) {
        this(spec, hardCap, null);
    }

    private ReadGuard(PagedReadSpec spec, int hardCap, @Nullable Long announced) {
        this.spec = spec;
        this.announced = announced;
        this.maxPages = spec.maxPages() > 0 ? Math.min(spec.maxPages(), hardCap) : hardCap;
        this.seen = spec.dedupeAll() ? new IdSet() : new RecentIds(NEIGHBOURS);
        begin(Pass.WHOLE);
    }

    /** Whether another page is to be asked for. */
    public boolean wantsMore() {
        return pass != Pass.DONE;
    }

    /** What asks for the next page; null for the first. */
    public @Nullable Object cursor() {
        return places.cursor(page);
    }

    /**
     * Takes the page that was asked for.
     *
     * @return the records of it that were not read before; those without a usable id are among them once, when their
     *     page is read for the first time
     * @throws ReadFailed when the read cannot be complete any more
     */
    public List<Object> accept(Page read) {
        pages++;
        boolean nothingMore = read.records().isEmpty() && read.next() == null;
        if (page >= maxPages && !nothingMore) {
            throw failed("the page cap of " + maxPages
                    + " pages is reached and more follow; raise the cap or narrow the query");
        }
        if (isEmptyTooEarly(read)) {
            return List.of();
        }
        boolean firstVisit = page > furthest;
        furthest = Math.max(furthest, page);
        refuseRepetition(read, firstVisit);
        long known = distinct;
        List<Object> fresh = unseen(read.records(), firstVisit);
        noteCounts(read);
        int back = stepBack();
        if (back > 0) {
            page -= back;
            lastIds = null;
        } else {
            goOn(read, distinct == known);
        }
        return fresh;
    }

    private int stepBack() {
        if (pass != Pass.WHOLE) {
            shrinkage.atTheFront(page);
            return 0;
        }
        long size = page == 0 ? 1 : Math.max(1, places.before(page) / page);
        // Nothing is read again that would not be recognised.
        long remembered = spec.dedupeAll() ? Long.MAX_VALUE : NEIGHBOURS / size - 1;
        return shrinkage.stepBack(page, size, remembered);
    }

    private boolean isEmptyTooEarly(Page read) {
        boolean toldByPage = read.next() != null || (read.total() != null && places.before(page) < read.total());
        boolean toldBefore = announced != null && places.before(page) < announced;
        if (!read.records().isEmpty() || !(toldByPage || (toldBefore && !emptyOnce))) {
            emptyOnce = false;
            return false;
        }
        if (emptyOnce) {
            throw failed("page " + (page + 1) + " is empty twice although more was announced; " + read(read.total()));
        }
        emptyOnce = true;
        return true;
    }

    private void refuseRepetition(Page read, boolean firstVisit) {
        List<Object> ids =
                read.records().stream().map(this::id).filter(Objects::nonNull).toList();
        if (!ids.isEmpty() && ids.equals(lastIds)) {
            throw failed("page " + (page + 1) + " holds the same records as the page before it");
        }
        lastIds = ids;
        if (read.next() != null && !cursors.add(read.next()) && firstVisit) {
            throw failed("page " + (page + 1) + " names a next page that was already read");
        }
    }

    private List<Object> unseen(List<?> records, boolean firstVisit) {
        boolean firstReading = pass == Pass.WHOLE && again == null && firstVisit;
        List<Object> fresh = new ArrayList<>(records.size());
        for (Object entry : records) {
            Object id = id(entry);
            if (id == null) {
                // Nobody can tell it from others, so it counts where it is read first, and only there.
                counted += pass == Pass.WHOLE && firstVisit ? 1 : 0;
                if (firstReading) {
                    fresh.add(entry);
                }
                continue;
            }
            boolean isNew = seen.add(id.toString());
            if (isNew) {
                fresh.add(entry);
                distinct++;
            } else if (firstReading) {
                duplicates++;
            }
            counted += (again == null ? isNew : again.add(id.toString())) ? 1 : 0;
        }
        return fresh;
    }

    private void noteCounts(Page read) {
        if (read.total() != null) {
            shrinkage.totalIs(total, read.total());
            total = read.total();
        }
        if (read.pageCount() != null) {
            if (total == null && pageCount != null && read.pageCount() < pageCount) {
                shrinkage.byAnUnknownNumber();
            }
            pageCount = read.pageCount();
        }
    }

    private void goOn(Page read, boolean nothingNew) {
        boolean frontSettled = pass == Pass.FRONT_AGAIN && nothingNew;
        if (read.next() == null || frontSettled) {
            endOfPass();
            return;
        }
        long start = places.follow(page, read);
        page++;
        if (pass == Pass.FRONT_AGAIN && !spec.dedupeAll() && start >= NEIGHBOURS) {
            throw failed("the first " + start + " records changed during the read, more than are remembered when only"
                    + " neighbouring pages are; remember all ids, or read when less changes");
        }
    }

    private void endOfPass() {
        if (pass == Pass.WHOLE && spec.newestFirst() && counted > 0) {
            begin(Pass.FRONT_AGAIN);
        } else if (addsUp()) {
            pass = Pass.DONE;
        } else if (again != null) {
            throw failed("also after reading twice, " + read(total)
                    + "; the data moves too much, or pages are missing; read when less changes");
        } else if (!spec.dedupeAll()) {
            throw failed(read(total) + ", and a second reading would double records when only the ids of neighbouring"
                    + " pages are remembered; remember all ids");
        } else {
            again = new RecentIds(NEIGHBOURS);
            counted = 0;
            shrinkage.reset();
            begin(Pass.WHOLE);
        }
    }

    /** Records that left during a read sorted newest first were read all the same: then more than the total is fine. */
    private boolean addsUp() {
        return !shrinkage.mayHaveLost()
                && (total == null
                        || counted == total
                        || (counted > total && spec.newestFirst() && shrinkage.totalMoved()));
    }

    private void begin(Pass next) {
        pass = next;
        page = 0;
        furthest = -1;
        places.restart();
        cursors.clear();
        lastIds = null;
        pageCount = null;
        emptyOnce = false;
    }

    private @Nullable Object id(Object entry) {
        Object id = entry instanceof Map<?, ?> object ? object.get(spec.idField()) : entry;
        return id instanceof String || id instanceof Number ? id : null;
    }

    private String read(@Nullable Long announced) {
        return counted + " records were read, the vendor counts " + (announced == null ? "no total" : announced);
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

    /** Records with an id that were handed on. */
    public long distinct() {
        return distinct;
    }

    /** The vendor's own total, as last told; null when it does not say. */
    public @Nullable Long total() {
        return total;
    }
}
