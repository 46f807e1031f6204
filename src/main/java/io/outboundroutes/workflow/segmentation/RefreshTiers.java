package io.outboundroutes.workflow.segmentation;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The refresh interval by the age of a group's newest change: young data is refreshed often, old data seldom.
 *
 * @param tiers the tiers by rising bound; the bound itself belongs to the next tier
 * @param otherwise the interval of older data and of data without any known change
 */
public record RefreshTiers(List<Tier> tiers, Duration otherwise) {

    /** The guide's tiers as {@code segmentation.refresh-tiers} spells them. */
    public static final String DEFAULT_TEXT = "PT2H=PT1H,PT12H=PT4H,PT48H=PT12H,else=PT24H";

    /** The guide's tiers. */
    public static final RefreshTiers DEFAULT = parse(DEFAULT_TEXT);

    private static final String KEY = "segmentation.refresh-tiers: ";
    private static final String EXAMPLE = "; expected e.g. " + DEFAULT_TEXT;

    /**
     * One tier.
     *
     * @param below data younger than this (exclusive) belongs to the tier
     * @param interval how often its segment is refreshed
     */
    public record Tier(Duration below, Duration interval) {}

    public RefreshTiers {
        tiers = List.copyOf(tiers);
        Duration last = Duration.ZERO;
        for (Tier tier : tiers) {
            if (tier.below().compareTo(last) <= 0) {
                throw new IllegalArgumentException(
                        KEY + "the age " + tier.below() + " does not exceed " + last + " before it; ages must rise");
            }
            positive(tier.interval());
            last = tier.below();
        }
        positive(otherwise);
    }

    /**
     * Reads {@code <age>=<interval>,…,else=<interval>}; durations are ISO-8601 ({@code PT2H}) or a number with one of
     * the units s, m, h, d ({@code 2h}).
     *
     * @throws IllegalArgumentException when the text says anything else; the message names the part and what is expected
     */
    public static RefreshTiers parse(String text) {
        List<Tier> tiers = new ArrayList<>();
        Duration otherwise = null;
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException(
                        KEY + "'" + part.strip() + "' is not of the form age=interval" + EXAMPLE);
            }
            if (otherwise != null) {
                throw new IllegalArgumentException(
                        KEY + "'" + part.strip() + "' comes after 'else', which must be the last" + EXAMPLE);
            }
            String age = part.substring(0, equals).strip();
            Duration interval = duration(part.substring(equals + 1).strip());
            if (age.toLowerCase(Locale.ROOT).equals("else")) {
                otherwise = interval;
            } else {
                tiers.add(new Tier(duration(age), interval));
            }
        }
        if (otherwise == null) {
            throw new IllegalArgumentException(KEY + "'" + text
                    + "' does not say what holds for older data; add 'else=<interval>' at the end" + EXAMPLE);
        }
        return new RefreshTiers(tiers, otherwise);
    }

    /**
     * The interval for a group.
     *
     * @param newest the newest known change; null when none is known
     * @param now the run's time; a change after it counts as just made
     */
    public Duration intervalFor(@Nullable Instant newest, Instant now) {
        if (newest == null) {
            return otherwise;
        }
        Duration age = Duration.between(newest, now);
        return tiers.stream()
                .filter(tier -> age.compareTo(tier.below()) < 0)
                .map(Tier::interval)
                .findFirst()
                .orElse(otherwise);
    }

    private static void positive(Duration interval) {
        if (interval.isZero() || interval.isNegative()) {
            throw new IllegalArgumentException(KEY + "the interval " + interval + " is not positive" + EXAMPLE);
        }
    }

    private static Duration duration(String text) {
        Matcher unit = Pattern.compile("(\\d{1,9})([smhdSMHD])").matcher(text);
        try {
            if (!unit.matches()) {
                return Duration.parse(text);
            }
            String amount = unit.group(1) + unit.group(2).toUpperCase(Locale.ROOT);
            return Duration.parse(amount.endsWith("D") ? "P" + amount : "PT" + amount);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    KEY + "'" + text + "' is not an ISO-8601 duration; expected e.g. PT4H", e);
        }
    }
}
