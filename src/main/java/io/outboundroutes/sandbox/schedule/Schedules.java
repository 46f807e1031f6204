package io.outboundroutes.sandbox.schedule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The schedules of all campaigns, in the order in which they came. Thread-safe. */
public final class Schedules {

    private final List<Schedule> schedules = new ArrayList<>();

    /**
     * Adds the schedule unless another is in its way; looking and adding are one step.
     *
     * @return the one in its way; empty when it was added
     */
    public synchronized Optional<Schedule> addUnlessOverlapping(Schedule schedule) {
        Optional<Schedule> conflict =
                schedules.stream().filter(schedule::overlaps).findFirst();
        if (conflict.isEmpty()) {
            schedules.add(schedule);
        }
        return conflict;
    }

    /** Puts a schedule there as it is given, however odd, and checks nothing; it gets an id when it has none. */
    public synchronized Schedule put(String campaignId, ObjectNode json) {
        ObjectNode copy = json.deepCopy();
        if (!copy.has("id")) {
            copy.put("id", UUID.randomUUID().toString());
        }
        Schedule schedule = new Schedule(campaignId, copy, null);
        schedules.add(schedule);
        return schedule;
    }

    /** All of them. */
    public synchronized List<Schedule> all() {
        return List.copyOf(schedules);
    }

    /** Those of one campaign. */
    public synchronized List<Schedule> of(String campaignId) {
        return schedules.stream()
                .filter(schedule -> schedule.campaignId().equals(campaignId))
                .toList();
    }

    /** Forgets all of them. */
    public synchronized void clear() {
        schedules.clear();
    }
}
