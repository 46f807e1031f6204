package io.outboundroutes.app.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import io.outboundroutes.blocks.LogContext;
import io.outboundroutes.platform.json.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How a log event is written; one event is one line, whatever a vendor sends (all20). Stateless. */
public enum LogFormat {
    /** {@code time level logger [workflow runId route]: message}, the brackets with what is known of it. */
    TEXT {
        @Override
        public String line(ILoggingEvent event, boolean stackTraces) {
            String about = KNOWN.stream()
                    .map(event.getMDCPropertyMap()::get)
                    .filter(Objects::nonNull)
                    .map(LogFormat::onOneLine)
                    .collect(Collectors.joining(" "));
            return TIME.format(Instant.ofEpochMilli(event.getTimeStamp()))
                    + String.format(Locale.ROOT, " %-5s ", event.getLevel())
                    + shortName(event.getLoggerName())
                    + (about.isEmpty() ? "" : " [" + about + "]")
                    + ": "
                    + onOneLine(event.getFormattedMessage())
                    + System.lineSeparator()
                    + (stackTraces ? stackTrace(event) : "");
        }
    },

    /** An object a line, in ASCII: timestamp, level, logger, thread, message, and what is known of workflow, runId, route. */
    JSON {
        @Override
        public String line(ILoggingEvent event, boolean stackTraces) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("timestamp", TIME.format(Instant.ofEpochMilli(event.getTimeStamp())));
            fields.put("level", event.getLevel().toString());
            fields.put("logger", event.getLoggerName());
            fields.put("thread", onOneLine(event.getThreadName()));
            KNOWN.forEach(key -> {
                String value = event.getMDCPropertyMap().get(key);
                if (value != null) {
                    fields.put(key, onOneLine(value));
                }
            });
            fields.put("message", onOneLine(event.getFormattedMessage()));
            if (stackTraces && event.getThrowableProxy() != null) {
                fields.put("stackTrace", stackTrace(event));
            }
            return Json.writeAscii(fields) + "\n";
        }
    };

    private static final List<String> KNOWN = List.of(LogContext.WORKFLOW, LogContext.RUN_ID, LogContext.ROUTE);
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\\u0085\\u2028\\u2029]+");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /**
     * The event with its line end.
     *
     * @param stackTraces whether exceptions are told too; their texts may quote data, and a trace takes many lines
     */
    public abstract String line(ILoggingEvent event, boolean stackTraces);

    /** Data must not begin a line of its own, nor move the cursor of whoever reads the log. */
    private static String onOneLine(String text) {
        return CONTROLS.matcher(text).replaceAll(" ");
    }

    private static String shortName(String logger) {
        return logger.substring(logger.lastIndexOf('.') + 1);
    }

    private static String stackTrace(ILoggingEvent event) {
        IThrowableProxy thrown = event.getThrowableProxy();
        return thrown == null ? "" : ThrowableProxyUtil.asString(thrown);
    }
}
