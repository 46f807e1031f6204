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
 * <p>Memory grows with the number of groups, not of contacts, apart from what {@link Dedupe} asks for. Of contacts with
 * the same id the first one counts. Not thread-safe: one read feeds it, in turn.
 */
public final class Groups {

    /** Four of the largest pages: the current one, the one before, and room for a re-read. */
    static final int NEIGHBOUR_WINDOW = 1000;

    /** What became of one contact. */
    public enum Added {
        /** It belongs to a group. */
        GROUPED,
        /** It has none of the attributes. */
        UNCLASSIFIED,
        /** It is no usable contact. */
        REJECTED,
        /** Its id was read before. */
        DUPLICATE
    }

    private final ContactClassifier classifier;
    private final int maxSpellings;
    private final SeenIds seen;
    private final Map<GroupIdentity, GroupState> states = new HashMap<>();
    private final Map<String, Long> rejections = new TreeMap<>();
    private long contacts;
    private long duplicates;
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
        this.seen = options.dedupe() == Dedupe.ALL ? new IdSet() : new RecentIds(NEIGHBOUR_WINDOW);
    }

    /** Takes one record of a page as parsed JSON; never throws for what a vendor may send. */
    public Added add(@Nullable Object contact) {
        Classified classified = classifier.classify(contact);
        if (classified instanceof Classified.Rejected rejected) {
            return reject(rejected);
        }
        if (classified instanceof Classified.Unclassified none) {
            return isDuplicate(none.id()) ? Added.DUPLICATE : countUnclassified(none);
        }
        Classified.Member member = (Classified.Member) classified;
        if (isDuplicate(member.id())) {
            return Added.DUPLICATE;
        }
        contacts++;
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

    /** Distinct contacts: those grouped, unclassified and rejected, without the duplicates. */
    public long contacts() {
        return contacts;
    }

    /** Records dropped because their id was read before. */
    public long duplicates() {
        return duplicates;
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

    private Added reject(Classified.Rejected rejected) {
        String id = rejected.id();
        if (id != null && isDuplicate(id)) {
            return Added.DUPLICATE;
        }
        contacts++;
        rejections.merge(rejected.reason(), 1L, Long::sum);
        return Added.REJECTED;
    }

    private Added countUnclassified(Classified.Unclassified none) {
        contacts++;
        unclassified++;
        ignoredTimestamps += none.timestampIgnored() ? 1 : 0;
        return Added.UNCLASSIFIED;
    }

    private boolean isDuplicate(String id) {
        boolean known = !seen.add(id);
        duplicates += known ? 1 : 0;
        return known;
    }
}
