package io.outboundroutes.console;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Listens to a logger of the program and all below it. */
public final class LogOf implements AutoCloseable {

    /** What tells of refused requests. */
    public static final String REFUSALS = "io.outboundroutes.console.Refusals";

    private final Logger logger;
    private final Level before;
    private final ListAppender<ILoggingEvent> heard = new ListAppender<>();

    public LogOf(String name) {
        this(name, Level.INFO);
    }

    public LogOf(String name, Level level) {
        logger = (Logger) LoggerFactory.getLogger(name);
        before = logger.getLevel();
        logger.setLevel(level);
        heard.start();
        logger.addAppender(heard);
    }

    /** What was said since it listens, or since it was asked to forget. */
    public List<String> lines() {
        return List.of(heard.list.toArray(ILoggingEvent[]::new)).stream()
                .map(event -> event.getFormattedMessage()
                        + (event.getThrowableProxy() == null
                                ? ""
                                : ThrowableProxyUtil.asString(event.getThrowableProxy())))
                .toList();
    }

    @Override
    public void close() {
        logger.detachAppender(heard);
        logger.setLevel(before);
    }
}
