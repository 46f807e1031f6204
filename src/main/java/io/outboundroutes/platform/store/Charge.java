package io.outboundroutes.platform.store;

import java.util.List;

/**
 * Whose events and audit lines this process sees to. A command line sees to those of runs that command lines asked for, so
 * that a machine without a node gets them done, and of runs that it executes itself; what nodes left, perhaps with another
 * receiver, secret and audit file, it leaves to nodes. A node sees to all. Safe for use by several threads.
 */
final class Charge {

    private final String owner;
    private volatile boolean all;

    /** That of a command line. */
    Charge(String owner) {
        this.owner = owner;
    }

    /** From now on that of a node. */
    void takeAll() {
        all = true;
    }

    /**
     * SQL that follows the conditions on a table with a column {@code run_id}: the row is this process's to see to. A row
     * of no run is anybody's.
     *
     * @param besides a condition by which a row is this process's anyway
     * @param values the statement's so far, those of {@code besides} not among them; what the SQL needs is added
     * @param besidesValues of {@code besides}
     */
    String condition(String table, String besides, List<Object> values, Object... besidesValues) {
        if (all) {
            return "";
        }
        values.addAll(List.of(besidesValues));
        values.add(owner);
        return " and (" + besides + " or not exists (select 1 from run r where r.id = " + table
                + ".run_id and r.trigger_kind <> 'cli' and r.owner is distinct from ?))";
    }
}
