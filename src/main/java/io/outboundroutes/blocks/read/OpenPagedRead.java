package io.outboundroutes.blocks.read;

import io.outboundroutes.blocks.Variables;
import io.outboundroutes.platform.paging.PagedRead;
import io.outboundroutes.platform.paging.PagedReadSpec;
import io.outboundroutes.platform.paging.ReadFailed;
import io.outboundroutes.platform.run.RunContext;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;

/**
 * Begins a read of many pages: the body holds the query's fields and becomes an iterator over the records. One per use
 * of the block. Thread-safe.
 */
public final class OpenPagedRead {

    private final PagedReadSpec spec;
    private final ExecutorService readers;

    /** @param readers runs the reading side; must not run it in the caller's thread */
    public OpenPagedRead(PagedReadSpec spec, ExecutorService readers) {
        this.spec = spec;
        this.readers = readers;
    }

    /**
     * Begins the read.
     *
     * @throws IllegalStateException outside a run
     */
    public void open(Exchange exchange) {
        RunContext run = exchange.getVariable(Variables.RUN, RunContext.class);
        if (run == null) {
            throw new IllegalStateException("A paged read of " + spec.operation() + " was begun outside a run");
        }
        Map<?, ?> fields = exchange.getMessage().getBody() instanceof Map<?, ?> map ? map : Map.of();
        Map<String, Object> query = new LinkedHashMap<>();
        fields.forEach((name, value) -> query.put(String.valueOf(name), value));
        Long announced = exchange.getVariable(Variables.ANNOUNCED, Long.class);
        exchange.removeVariable(Variables.ANNOUNCED);
        PagedRead read = new PagedRead(spec, run, query, announced);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                read.close();
            }
        });
        exchange.getMessage().setBody(new Records(read, exchange));
        run.doing("reading pages of " + spec.operation());
        try {
            readers.execute(() -> readPages(exchange, run, read));
        } catch (RejectedExecutionException e) {
            read.end(new ReadFailed("The read was not begun: the process is being stopped"));
        }
    }

    private void readPages(Exchange origin, RunContext run, PagedRead read) {
        RuntimeException failure = new ReadFailed(spec.operation() + ": the reading route ended abnormally");
        try (ProducerTemplate template = origin.getContext().createProducerTemplate()) {
            Exchange done = template.request("direct:read-pages", exchange -> {
                exchange.setVariable(Variables.RUN, run);
                exchange.setVariable(PagedReadSteps.READ, read);
                exchange.setVariable("operation", spec.operation());
            });
            failure = failure(done.getException());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } finally {
            read.end(failure);
        }
    }

    private static @Nullable RuntimeException failure(@Nullable Exception caught) {
        if (caught == null) {
            return null;
        }
        for (Throwable cause = caught; cause != null; cause = cause.getCause()) {
            if (cause.getClass().getName().startsWith("io.outboundroutes.") && cause instanceof RuntimeException ours) {
                return ours;
            }
        }
        return caught instanceof RuntimeException failure ? failure : new IllegalStateException(caught);
    }
}
