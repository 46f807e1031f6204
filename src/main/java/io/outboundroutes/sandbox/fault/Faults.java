package io.outboundroutes.sandbox.fault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The active faults, in the order in which they were added. The first one that fires on a call shapes its answer, and
 * the later ones do not count that call: two faults with {@code first: 1} strike one after the other. Side effects
 * (tokens revoked, contacts touched) take no call away from the others. Thread-safe.
 */
public final class Faults {

    private final List<Active> active = new ArrayList<>();

    /** Makes a fault active, after those already there. */
    public synchronized void add(Fault fault) {
        active.add(new Active(fault));
    }

    /** Ends all faults. */
    public synchronized void clear() {
        active.clear();
    }

    /**
     * The faults that strike this call: any side effects, then at most one that shapes the answer.
     *
     * @param operation the operation's name
     * @param path the path asked for
     * @param page the page asked for; 0 when the operation has no pages
     */
    public synchronized List<Strike> strike(String operation, String path, int page) {
        List<Strike> strikes = new ArrayList<>();
        for (Active one : active) {
            if (one.fault.chooses(operation, path, page) && one.fault.fires(++one.chosen, one.fired)) {
                strikes.add(new Strike(one.fault, ++one.fired));
                if (!one.fault.kind().isSideEffect()) {
                    break;
                }
            }
        }
        return strikes;
    }

    /** How often the fault at this place (from 0, in order of adding) has struck. */
    public synchronized int struck(int place) {
        return active.get(place).fired;
    }

    /** Each fault as it was given, with {@code chosen} and {@code fired}: the calls counted and those struck. */
    public synchronized List<ObjectNode> toJson() {
        return active.stream()
                .map(one -> one.fault.toJson().put("chosen", one.chosen).put("fired", one.fired))
                .toList();
    }

    /**
     * A fault that strikes.
     *
     * @param fault what goes wrong
     * @param time which time it does, from 1
     */
    public record Strike(Fault fault, int time) {}

    private static final class Active {
        private final Fault fault;
        private int chosen;
        private int fired;

        Active(Fault fault) {
            this.fault = fault;
        }
    }
}
