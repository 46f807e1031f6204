package io.outboundroutes.blocks.run;

import java.io.File;
import java.time.Duration;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;

/**
 * Lets an inbox take empty files, so that they are refused with a report. One is left alone for a minute: {@code query >
 * inbox/rows.csv} makes the file long before its first row. Stateless.
 */
final class EmptyFiles implements GenericFileFilter<File> {

    private static final long PATIENCE_MILLIS = Duration.ofMinutes(1).toMillis();

    @Override
    public boolean accept(GenericFile<File> file) {
        // The file system's own time says when it was written; so does this clock, both being the machine's.
        return file.isDirectory()
                || file.getFileLength() > 0
                || System.currentTimeMillis() - file.getLastModified() > PATIENCE_MILLIS;
    }
}
