package io.outboundroutes.blocks.read;

import io.outboundroutes.blocks.Variables;
import io.outboundroutes.platform.paging.Page;
import io.outboundroutes.platform.paging.PagedRead;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;

/** The steps of the route that reads pages, by the names that Hawtio shows. Stateless. */
public final class PagedReadSteps {

    static final String READ = "pagedRead";

    /** Whether another page is to be read. */
    public boolean isReading(@Variable(READ) PagedRead read) {
        return read.isReading();
    }

    /** Makes the message the request for the next page. */
    public void nextPage(Exchange exchange, @Variable(READ) PagedRead read) {
        exchange.getMessage().setBody(read.request());
        if (read.cursor() != null) {
            exchange.setVariable(Variables.NEXT_PAGE, read.cursor());
        }
    }

    /** Hands the page on. */
    public void handOver(Exchange exchange, @Variable(READ) PagedRead read) throws InterruptedException {
        Object body = exchange.getMessage().getBody();
        if (!(body instanceof Page page)) {
            throw new IllegalStateException("A paged read needs an operation with a pager; its answer was "
                    + (body == null ? "empty" : body.getClass().getSimpleName()));
        }
        read.accept(page);
    }
}
