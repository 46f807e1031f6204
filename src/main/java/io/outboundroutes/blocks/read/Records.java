package io.outboundroutes.blocks.read;

import io.outboundroutes.platform.paging.PagedRead;
import java.io.Closeable;
import java.util.Iterator;
import org.apache.camel.Exchange;

/**
 * The records of a read as the message's body. When the exchange has failed, nothing more follows: after a failure
 * Camel's Splitter runs its iterator to the end in order to release what it might hold, which would read every page that
 * is left (measured on 4.18.0). Used by one thread at a time.
 */
final class Records implements Iterator<Object>, Closeable {

    private final PagedRead read;
    private final Exchange exchange;

    Records(PagedRead read, Exchange exchange) {
        this.read = read;
        this.exchange = exchange;
    }

    @Override
    public boolean hasNext() {
        if (exchange.getException() != null) {
            read.close();
            return false;
        }
        return read.hasNext();
    }

    @Override
    public Object next() {
        return read.next();
    }

    @Override
    public void close() {
        read.close();
    }
}
