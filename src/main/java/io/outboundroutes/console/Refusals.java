package io.outboundroutes.console;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log what was refused to whom: the same thing once a minute, and no more than {@value #MOST} different ones a
 * minute for each user and kind, so that nobody can fill the log, nor drown one refusal in others of another kind. Thread-safe.
 */
final class Refusals {

    /** Lines a minute for one user and one kind of request. */
    static final int MOST = 30;

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final Duration QUIET = Duration.ofMinutes(1);
    private static final int REMEMBERED = 10_000;
    private static final int LONGEST = 200;

    private final Cache<String, Boolean> told = Caffeine.newBuilder()
            .expireAfterWrite(QUIET)
            .maximumSize(REMEMBERED)
            .build();
    private final Cache<String, AtomicInteger> counts = Caffeine.newBuilder()
            .expireAfterWrite(QUIET)
            .maximumSize(REMEMBERED)
            .build();

    /**
     * Tells of one.
     *
     * @param whom the user, with the role; or where the request came from
     * @param kind such as {@code exec}
     * @param what as it was asked for; not trusted
     */
    void refused(String whom, String kind, String what) {
        String line = plain(what);
        if (told.asMap().putIfAbsent(whom + '\n' + kind + '\n' + line, true) != null) {
            return;
        }
        int count = counts.get(whom + '\n' + kind, key -> new AtomicInteger()).incrementAndGet();
        if (count < MOST) {
            LOG.warn("The console refused {}: {} {}", whom, kind, line);
        } else if (count == MOST) {
            LOG.warn(
                    "The console refused {}: {} {} (further ones of this kind are not told for a minute)",
                    whom,
                    kind,
                    line);
        }
    }

    /** Without line breaks and the like, so that nobody writes lines of their own into the log. */
    static String plain(String text) {
        String start = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return start.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
    }
}
