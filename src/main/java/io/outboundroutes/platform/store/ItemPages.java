package io.outboundroutes.platform.store;

import io.outboundroutes.platform.run.Item;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.IntFunction;

/** Walks items page by page, by their place in the plan, so that memory does not grow with the plan. One thread. */
final class ItemPages implements Iterator<Item> {

    private final IntFunction<List<Item>> pageAfter;
    private Iterator<Item> page = List.<Item>of().iterator();
    private int last = -1;
    private boolean ended;

    ItemPages(IntFunction<List<Item>> pageAfter) {
        this.pageAfter = pageAfter;
    }

    @Override
    public boolean hasNext() {
        if (!page.hasNext() && !ended) {
            page = pageAfter.apply(last).iterator();
            ended = !page.hasNext();
        }
        return page.hasNext();
    }

    @Override
    public Item next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Item item = page.next();
        last = item.seq();
        return item;
    }
}
