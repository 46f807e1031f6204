package io.outboundroutes.workflow.segmentation;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Gathers contacts into groups, one contact at a time, and counts what it sees.
 *
 * <p>Memory grows with the number of groups, not of contacts. Whoever reads the contacts sees to it that each comes
 * once. Not thread-safe: one read feeds it, in turn.
 */
public final class Groups {

    /** What became of one contact. */
    public enum Added {
        /** It belongs to a group. */
        GROUPED,
        /** It has none of the attributes. */
        UNCLASSIFIED,
        /** It is no usable contact. */
        REJECTED
    }

    private final ContactClassifier classifier;
    private final int maxSpellings;
    private final Map<GroupIdentity, GroupState> states = new HashMap<>();
    private final Map<String, Long> rejections = new TreeMap<>();
    private long contacts;
    private long unclassified;
    private long ignoredTimestamps;

    /**
     * Makes one for one run.
     *
     * @param options what the operator chose
     * @param now the run's time
     */
    public Groups(SegmentationOptions options, Instant now) {
        this.classifier = new ContactClassifier(options.attributes(), now);
        this.maxSpellings = options.maxSpellings();
    }

    /** What a record of a page, as parsed JSON, is. Never throws for what a vendor may send. Thread-safe. */
    public Classified classify(@Nullable Object contact) {
        return classifier.classify(contact);
    }

    /** Takes a classified contact. */
    public Added add(Classified classified) {
        contacts++;
        if (classified instanceof Classified.Rejected rejected) {
            rejections.merge(rejected.reason(), 1L, Long::sum);
            return Added.REJECTED;
        }
        if (classified instanceof Classified.Unclassified none) {
            unclassified++;
            ignoredTimestamps += none.timestampIgnored() ? 1 : 0;
            return Added.UNCLASSIFIED;
        }
        Classified.Member member = (Classified.Member) classified;
        ignoredTimestamps += member.timestampIgnored() ? 1 : 0;
        states.computeIfAbsent(member.identity(), identity -> new GroupState()).add(member, maxSpellings);
        return Added.GROUPED;
    }

    /** The groups so far, in no particular order. */
    public List<Group> groups() {
        return states.entrySet().stream()
                .map(entry -> entry.getValue().toGroup(entry.getKey()))
                .toList();
    }

    /** How many groups there are. */
    public int size() {
        return states.size();
    }

    /** Contacts taken: those grouped, unclassified and rejected. */
    public long contacts() {
        return contacts;
    }

    /** Contacts that cannot be used. Without an id they cannot be told apart: each delivery counts. */
    public long rejected() {
        return rejections.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Reason → how many contacts were rejected for it, by reason. */
    public Map<String, Long> rejectedByReason() {
        return Collections.unmodifiableMap(rejections);
    }

    /** Contacts with none of the attributes. */
    public long unclassified() {
        return unclassified;
    }

    /** Contacts, grouped or not, whose timestamp is unreadable or over 5 minutes in the future. */
    public long ignoredTimestamps() {
        return ignoredTimestamps;
    }
}
