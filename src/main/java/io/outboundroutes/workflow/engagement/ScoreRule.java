package io.outboundroutes.workflow.engagement;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether a contact qualifies: it is active, and its engagement score is a number within bounds and high enough. Takes
 * parsed JSON; never throws for what a vendor may send. Immutable.
 *
 * @param minScore the lowest score that qualifies
 * @param maxScore the highest score that there is
 */
public record ScoreRule(BigDecimal minScore, BigDecimal maxScore) {

    /** What became of a contact. */
    public enum Verdict {
        /** Active, with a score that is high enough. */
        QUALIFIED,
        /** Its score is too low. */
        TOO_LOW,
        /** Its status is neither ACTIVE nor absent. */
        INACTIVE,
        /** It has no score. */
        SCORE_MISSING,
        /** Its score is null. */
        SCORE_NULL,
        /** Its score is no number, or outside of what scores may be. */
        SCORE_ODD
    }

    /** A text that is a number; longer ones are not believed, so that none costs time to read. */
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d{1,30}(\\.\\d{0,30})?|\\.\\d{1,30})");

    /** Judges a contact by its fields. */
    public Verdict judge(Map<?, ?> contact) {
        if (!isActive(contact)) {
            return Verdict.INACTIVE;
        }
        Object value = contact.get("engagementScore");
        if (value == null) {
            return contact.containsKey("engagementScore") ? Verdict.SCORE_NULL : Verdict.SCORE_MISSING;
        }
        BigDecimal score = number(value);
        if (score == null || score.signum() < 0 || score.compareTo(maxScore) > 0) {
            return Verdict.SCORE_ODD;
        }
        return score.compareTo(minScore) >= 0 ? Verdict.QUALIFIED : Verdict.TOO_LOW;
    }

    /** Whether a contact's status is ACTIVE, trimmed and in any case, or not there. */
    public static boolean isActive(Map<?, ?> contact) {
        Object status = contact.get("status");
        return status == null
                || (status instanceof String text
                        && text.strip().toLowerCase(Locale.ROOT).equals("active"));
    }

    private static @Nullable BigDecimal number(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal;
        }
        if (value instanceof String text) {
            String stripped = text.strip();
            return NUMBER.matcher(stripped).matches() ? new BigDecimal(stripped) : null;
        }
        return value instanceof Integer || value instanceof Long || value instanceof BigInteger
                ? new BigDecimal(value.toString())
                : null;
    }
}
