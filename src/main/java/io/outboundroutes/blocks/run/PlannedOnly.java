package io.outboundroutes.blocks.run;

import io.outboundroutes.platform.run.Fate;
import io.outboundroutes.platform.run.PlannedItem;
import io.outboundroutes.platform.run.ReportBuilder;
import java.util.Iterator;

/** The items of a dry run: what a live run would act upon is settled as {@code planned}. Iterated by one thread. */
record PlannedOnly(Iterator<PlannedItem> items) implements Iterator<PlannedItem> {

    static Iterable<PlannedItem> of(Iterable<PlannedItem> items) {
        return () -> new PlannedOnly(items.iterator());
    }

    static PlannedItem settled(PlannedItem item) {
        return item.outcome() != null
                ? item
                : new PlannedItem(
                        item.key(), item.fields(), item.request(), ReportBuilder.PLANNED, item.reason(), Fate.DONE);
    }

    @Override
    public boolean hasNext() {
        return items.hasNext();
    }

    @Override
    public PlannedItem next() {
        return settled(items.next());
    }
}
