package io.outboundroutes.platform.http;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Reads the header {@code Retry-After} (RFC 9110, 10.2.3; fractional seconds besides). */
public final class RetryAfter {

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
        if (value.length() > 20) {
            return Optional.empty();
        }
        try {
            BigDecimal millis = new BigDecimal(value).multiply(MILLIS).min(LONGEST);
            return Optional.of(Duration.ofMillis(millis.setScale(0, RoundingMode.CEILING)
                    .max(BigDecimal.ZERO)
                    .longValueExact()));
        } catch (ArithmeticException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> date(String value, Instant now) {
        try {
            Instant then = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(Duration.between(now, then));
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }
}
