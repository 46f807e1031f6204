package io.outboundroutes.workflow.engagement;

import io.outboundroutes.workflow.engagement.ScoreRule.Verdict;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of one list while it is read: the ids that count, and tallies. Not thread-safe.
 *
 * <p>Of the source only the qualified ids are kept; of the other lists all ids, and which of them are active.
 */
public final class ListReading {

    /** What a list is read for. */
    public enum Role {
        /** Its contacts are filtered by score. */
        SOURCE,
        /** It is compared with. */
        TARGET,
        /** It is posted to, and is neither of the others. */
        DESTINATION
    }

    private final Role role;
    private final ScoreRule rule;
    private final ContactIds ids = new ContactIds();
    private final BitSet inactive = new BitSet();
    private final Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
    private long received;
    private long rejected;

    /** @param rule who qualifies; only used for the source */
    public ListReading(Role role, ScoreRule rule) {
        this.role = role;
        this.rule = rule;
    }

    /** Takes a contact as parsed JSON. One without a usable id is rejected whole, and counted. */
    public void add(@Nullable Object contact) {
        received++;
        if (!(contact instanceof Map<?, ?> fields)
                || !(fields.get("id") instanceof String id)
                || id.isBlank()
                || id.codePoints().anyMatch(Character::isISOControl)
                || !ContactIds.fits(id)) {
            rejected++;
        } else if (role == Role.SOURCE) {
            Verdict verdict = rule.judge(fields);
            verdicts.merge(verdict, 1L, Long::sum);
            if (verdict == Verdict.QUALIFIED) {
                ids.add(id);
            }
        } else if (ids.add(id) && !ScoreRule.isActive(fields)) {
            inactive.set(ids.size() - 1);
        }
    }

    /** What it is read for. */
    public Role role() {
        return role;
    }

    /** How many contacts were read, unusable ones included. */
    public long received() {
        return received;
    }

    /** How many contacts had no usable id. */
    public long rejected() {
        return rejected;
    }

    /** How many contacts of the source got a verdict. */
    public long count(Verdict verdict) {
        return verdicts.getOrDefault(verdict, 0L);
    }

    /** Of the source those that qualify, of another list all. */
    public ContactIds ids() {
        return ids;
    }

    /** Whether an id is here and active. */
    public boolean isActive(String id) {
        int number = ids.indexOf(id);
        return number >= 0 && !inactive.get(number);
    }

    /**
     * Whether the read fits what the vendor counts (all9). A list that changed while it was read by offset may have been
     * read with gaps, so the vendor must count the same before and after, and that much must have been read.
     *
     * @param before the vendor's count before the read; null when it does not say
     * @param after the same after the read
     */
    public boolean addsUp(@Nullable Long before, @Nullable Long after) {
        return before == null ? after == null : before.equals(after) && before == received;
    }
}
