package io.outboundroutes.platform.http;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the header {@code Retry-After} (RFC 9110, 10.2.3; fractional seconds besides). */
public final class RetryAfter {

    /** Plain digits only: an exponent would make a few characters cost a gigabyte. */
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,100}([.][0-9]{1,100})?");

    /** The three formats that every recipient accepts (RFC 9110, 5.6.7); all are UTC. */
    private static final List<DateTimeFormatter> DATES = List.of(
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH),
            DateTimeFormatter.ofPattern("EEEE, dd-MMM-yy HH:mm:ss 'GMT'", Locale.ENGLISH),
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH));

    private static final BigDecimal MILLIS = BigDecimal.valueOf(1000);
    private static final BigDecimal LONGEST =
            BigDecimal.valueOf(Duration.ofDays(3650).toMillis());

    private RetryAfter() {}

    /**
     * How long to wait.
     *
     * @param value the header's value: seconds, or an HTTP date
     * @param now the moment from which a date counts
     * @return empty when the value is unreadable, zero, negative or past: such a header counts as absent (all4)
     */
    public static Optional<Duration> parse(String value, Instant now) {
        return number(value.strip()).or(() -> date(value.strip(), now)).filter(wait -> wait.toMillis() > 0);
    }

    private static Optional<Duration> number(String value) {
        if (!SECONDS.matcher(value).matches()) {
            return Optional.empty();
        }
        BigDecimal millis = new BigDecimal(value).multiply(MILLIS).min(LONGEST);
        return Optional.of(
                Duration.ofMillis(millis.setScale(0, RoundingMode.CEILING).longValueExact()));
    }

    private static Optional<Duration> date(String value, Instant now) {
        return DATES.stream()
                .map(format -> date(value, format))
                .flatMap(Optional::stream)
                .findFirst()
                .map(then -> Duration.between(now, then));
    }

    private static Optional<Instant> date(String value, DateTimeFormatter format) {
        try {
            return Optional.of(LocalDateTime.parse(value, format).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
