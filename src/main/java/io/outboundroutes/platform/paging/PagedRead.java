package io.outboundroutes.platform.paging;

import io.outboundroutes.platform.run.RunContext;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A read of many pages between two sides: one reads page after page ahead, the other consumes the records as an
 * iterator. At most {@value #AHEAD} pages wait in between, so memory does not grow with the number of pages. Closing
 * either side stops the other. One reading and one consuming thread.
 */
public final class PagedRead implements Iterator<Object>, AutoCloseable {

    private static final int AHEAD = 2;
    private static final long LOOK_AGAIN_MILLIS = 100;

    private final ReadGuard guard;
    private final RunContext run;
    private final Map<String, ?> request;
    private final BlockingQueue<List<Object>> handOver = new ArrayBlockingQueue<>(AHEAD);

    private volatile boolean closed;
    private volatile boolean ended;
    private volatile boolean dropped;
    private volatile @Nullable RuntimeException failure;
    private Iterator<Object> records = List.of().iterator();

    /** @param request the fields of the query, without those that ask for a page */
    public PagedRead(PagedReadSpec spec, RunContext run, Map<String, ?> request) {
        this(spec, run, request, null);
    }

    /**
     * @param request the fields of the query, without those that ask for a page
     * @param announced how many records the vendor announced elsewhere than in its pages; null when it did not
     */
    public PagedRead(PagedReadSpec spec, RunContext run, Map<String, ?> request, @Nullable Long announced) {
        this.guard = new ReadGuard(spec, announced);
        this.run = run;
        this.request = request;
    }

    /** Reading side: whether another page is to be read. */
    public boolean isReading() {
        return !closed && failure == null && run.stopped() == null && guard.wantsMore();
    }

    /** Reading side: the fields of the query. */
    public Map<String, ?> request() {
        return request;
    }

    /** Reading side: what asks for the next page; null for the first. */
    public @Nullable Object cursor() {
        return guard.cursor();
    }

    /**
     * Reading side: hands a page on, and waits while the consuming side is behind.
     *
     * @throws ReadFailed when the read cannot be complete any more, also because the run is being stopped
     * @throws InterruptedException when the reading thread is interrupted
     */
    public void accept(Page page) throws InterruptedException {
        long duplicatesBefore = guard.duplicates();
        List<Object> fresh = guard.accept(page);
        run.count("pages", 1);
        run.count("duplicates", guard.duplicates() - duplicatesBefore);
        run.count("records", fresh.size());
        while (!closed && !fresh.isEmpty() && !handOver.offer(fresh, LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
            if (run.stopped() != null) {
                throw new ReadFailed("The read was ended before all its records were taken: the run is being stopped");
            }
        }
        if (closed && !fresh.isEmpty()) {
            dropped = true;
        }
    }

    /**
     * Reading side: nothing more comes.
     *
     * @param why what ended the read too early; null when it ended by itself
     */
    public void end(@Nullable RuntimeException why) {
        if (why != null) {
            failure = why;
        } else if (!closed && guard.wantsMore() && failure == null) {
            failure = new ReadFailed("The read was ended before its last page");
        }
        ended = true;
    }

    @Override
    public boolean hasNext() {
        while (!records.hasNext()) {
            List<Object> page = await();
            if (page == null) {
                return false;
            }
            records = page.iterator();
        }
        return true;
    }

    private @Nullable List<Object> await() {
        while (true) {
            boolean nothingFollows = ended;
            List<Object> page;
            try {
                page = handOver.poll(nothingFollows ? 0 : LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ReadFailed("The read was interrupted");
            }
            RuntimeException why = failure;
            if (why != null) {
                throw why;
            }
            if (page != null || nothingFollows) {
                return page;
            }
        }
    }

    @Override
    public Object next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return records.next();
    }

    /** Consuming side: no more records are wanted. */
    @Override
    public void close() {
        closed = true;
        if (!handOver.isEmpty() || records.hasNext()) {
            dropped = true;
        }
        handOver.clear();
    }

    /** Whether the read ended by itself and every record of it was consumed. */
    public boolean isComplete() {
        return ended && failure == null && !dropped && handOver.isEmpty() && !records.hasNext() && !guard.wantsMore();
    }
}
