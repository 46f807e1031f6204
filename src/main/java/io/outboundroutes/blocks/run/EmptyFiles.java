package io.outboundroutes.blocks.run;

import java.time.Duration;
import org.apache.camel.Endpoint;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileFilter;
import org.apache.camel.spi.EndpointStrategy;

/**
 * Lets an inbox take empty files, which Camel passes over in silence for ever, so that they are refused with a report. One
 * is left alone for a minute: {@code query > inbox/rows.csv} makes the file long before its first row. An inbox is what
 * polls with {@link InboxScheduler}; a filter of its own is left to it. Stateless.
 */
final class EmptyFiles implements EndpointStrategy {

    private static final long PATIENCE_MILLIS = Duration.ofMinutes(1).toMillis();

    @Override
    public Endpoint registerEndpoint(String uri, Endpoint endpoint) {
        if (endpoint instanceof GenericFileEndpoint<?> files && files.getScheduler() instanceof InboxScheduler) {
            take(files);
        }
        return endpoint;
    }

    private static <T> void take(GenericFileEndpoint<T> files) {
        if (files.getFilter() == null) {
            files.setReadLockMinLength(0);
            GenericFileFilter<T> settled = EmptyFiles::isSettled;
            files.setFilter(settled);
        }
    }

    private static boolean isSettled(GenericFile<?> file) {
        // The file system's own time says when it was written; so does this clock, both being the machine's.
        return file.isDirectory()
                || file.getFileLength() > 0
                || System.currentTimeMillis() - file.getLastModified() > PATIENCE_MILLIS;
    }
}
