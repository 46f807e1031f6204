package io.outboundroutes.app.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;

/**
 * What {@code logback.xml} names as encoder. The format is the process's, as stderr is: text until the settings are read,
 * then what {@code log.format} says. Thread-safe.
 */
public final class EventEncoder extends EncoderBase<ILoggingEvent> {

    private static final byte[] NOTHING = {};

    private static volatile LogFormat format = LogFormat.TEXT;

    private boolean stackTraces;

    /** All log lines of this process are written so from now on. */
    public static void use(LogFormat chosen) {
        format = chosen;
    }

    /** Whether exceptions are told with their stack traces; {@code logback.xml} says so. */
    public void setStackTraces(boolean shown) {
        stackTraces = shown;
    }

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        return format.line(event, stackTraces).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }
}
