package io.outboundroutes.workflow.engagement;

import io.outboundroutes.workflow.engagement.ListReading.Role;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The reads of one run: first the records of all lists, so that a list that is missing or forbidden ends the run at
 * once, then the contacts of one list after the other. A read that does not fit the vendor's count before and after is
 * repeated once, and fails then (eng1, all9). For one thread at a time.
 */
public final class ListReads {

    private final SyncOptions options;
    private final ScoreRule rule;
    private final Deque<Role> toLookAt;
    private final Deque<Role> toRead;
    private final Map<Role, ListReading> complete = new EnumMap<>(Role.class);
    private @Nullable ListReading reading;
    private @Nullable Long before;
    private boolean repeated;

    public ListReads(SyncOptions options) {
        this.options = options;
        this.rule = new ScoreRule(options.minScore(), options.maxScore());
        List<Role> roles = new ArrayList<>(List.of(Role.SOURCE, Role.TARGET));
        if (options.hasOwnDestination()) {
            roles.add(Role.DESTINATION);
        }
        this.toLookAt = new ArrayDeque<>(roles);
        this.toRead = new ArrayDeque<>(roles);
    }

    /** Whether the record of a list is still to be looked at. */
    public boolean looks() {
        return !toLookAt.isEmpty();
    }

    /** Whether a list is still to be read. */
    public boolean reads() {
        return !toRead.isEmpty();
    }

    /** The list whose turn it is. */
    public String listId() {
        Role role = looks() ? toLookAt.element() : toRead.element();
        return switch (role) {
            case SOURCE -> options.sourceListId();
            case TARGET -> options.targetListId();
            case DESTINATION -> options.destination();
        };
    }

    /** The count that the contacts of the list whose turn it is belong to. */
    public String countName() {
        return toRead.element().name().toLowerCase(Locale.ROOT) + "Read";
    }

    /** The list's record was there. */
    public void lookedAt() {
        toLookAt.remove();
    }

    /**
     * Begins to read the list whose turn it is.
     *
     * @param count how many contacts the vendor counts on it; null when it does not say
     */
    public void begin(@Nullable Long count) {
        before = count;
        reading = new ListReading(toRead.element(), rule);
    }

    /** Takes a contact of the list that is read. */
    public void add(@Nullable Object contact) {
        reading().add(contact);
    }

    /**
     * Ends the read of a list.
     *
     * @param after how many contacts the vendor counts on it now
     * @return what is wrong, when the read is not complete although it was repeated; else null
     */
    public @Nullable String end(@Nullable Long after) {
        ListReading done = reading();
        reading = null;
        if (done.addsUp(before, after)) {
            complete.put(done.role(), done);
            toRead.remove();
            repeated = false;
            return null;
        }
        if (!repeated) {
            repeated = true;
            return null;
        }
        return "The list " + listId() + " did not hold still: also at the second time " + done.received()
                + " contacts were read, and the vendor counted " + text(before) + " before and " + text(after)
                + " after; nothing was written. Run again when less changes";
    }

    private static String text(@Nullable Long count) {
        return count == null ? "no number" : count.toString();
    }

    private ListReading reading() {
        if (reading == null) {
            throw new IllegalStateException("No list is being read");
        }
        return reading;
    }

    /**
     * What is to be done, once all lists are read.
     *
     * @throws IllegalStateException before
     */
    public SyncPlan plan() {
        ListReading source = complete.get(Role.SOURCE);
        ListReading target = complete.get(Role.TARGET);
        if (source == null || target == null || reads()) {
            throw new IllegalStateException("The lists are not read yet");
        }
        return new SyncPlanner(options).plan(source, target, complete.get(Role.DESTINATION));
    }
}
