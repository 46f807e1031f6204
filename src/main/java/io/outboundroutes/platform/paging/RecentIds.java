package io.outboundroutes.platform.paging;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;

/**
 * Remembers the first and the latest ids of a read, at a fixed cost: neighbouring pages repeat records when live data
 * moves, and at the end of a read its first pages are read again.
 */
final class RecentIds implements SeenIds {

    private final int window;
    private final Set<String> first = new HashSet<>();
    private final Set<String> latest = new HashSet<>();
    private final ArrayDeque<String> order = new ArrayDeque<>();

    /**
     * Makes one.
     *
     * @param window how many ids are kept of either end
     */
    RecentIds(int window) {
        this.window = window;
    }

    @Override
    public boolean add(String id) {
        if (first.contains(id) || !latest.add(id)) {
            return false;
        }
        if (first.size() < window) {
            first.add(id);
        }
        order.add(id);
        if (order.size() > window) {
            latest.remove(order.remove());
        }
        return true;
    }
}
