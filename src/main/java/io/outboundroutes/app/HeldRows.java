package io.outboundroutes.app;

import io.outboundroutes.platform.store.SendKey;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Walks the held wishes page by page, so that memory does not grow with their number. Used by one thread. */
final class HeldRows implements Iterator<Map<String, Object>> {

    private final Function<@Nullable SendKey, List<SendKey>> pageAfter;
    private final Function<SendKey, @Nullable Map<String, Object>> row;
    private final int most;
    private final Runnable left;
    private Iterator<SendKey> page = List.<SendKey>of().iterator();
    private @Nullable SendKey last;
    private @Nullable Map<String, Object> next;
    private boolean ended;
    private int handedOut;

    /**
     * @param pageAfter the wishes behind one; null from the beginning
     * @param row the row that a wish came with; null when there is none any more
     * @param most the most rows that are wanted
     * @param left told when there are more
     */
    HeldRows(
            Function<@Nullable SendKey, List<SendKey>> pageAfter,
            Function<SendKey, @Nullable Map<String, Object>> row,
            int most,
            Runnable left) {
        this.pageAfter = pageAfter;
        this.row = row;
        this.most = most;
        this.left = left;
    }

    @Override
    public boolean hasNext() {
        while (next == null && !ended) {
            if (!page.hasNext()) {
                page = pageAfter.apply(last).iterator();
                ended = !page.hasNext();
            } else {
                SendKey held = page.next();
                last = held;
                next = row.apply(held);
            }
        }
        if (next != null && handedOut == most) {
            left.run();
            next = null;
            ended = true;
        }
        return next != null;
    }

    @Override
    public Map<String, Object> next() {
        Map<String, Object> found = hasNext() ? next : null;
        if (found == null) {
            throw new NoSuchElementException();
        }
        next = null;
        handedOut++;
        return found;
    }
}
