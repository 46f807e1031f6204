package io.outboundroutes.console;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Listens to a logger of the program and all below it, and keeps what it said from the log of the tests. */
public final class LogOf implements AutoCloseable {

    /** What tells of refused requests. */
    public static final String REFUSALS = "io.outboundroutes.console.Refusals";

    private final Logger logger;
    private final Level before;
    private final ListAppender<ILoggingEvent> heard = new ListAppender<>();

    public LogOf(String name) {
        logger = (Logger) LoggerFactory.getLogger(name);
        before = logger.getLevel();
        logger.setLevel(Level.INFO);
        heard.start();
        logger.addAppender(heard);
    }

    /** What was said since it listens, or since it was asked to forget. */
    public List<String> lines() {
        return List.of(heard.list.toArray(ILoggingEvent[]::new)).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Override
    public void close() {
        logger.detachAppender(heard);
        logger.setLevel(before);
    }
}
