package io.outboundroutes.platform.store;

/** Whose turn it is, as conditions of the query that hands out the workflows' mutexes. Stateless. */
public final class Turns {

    private Turns() {}

    /**
     * SQL that tells whether any node has a run to execute under the mutex whose workflow stands in the given column. The
     * counterpart of {@link RunStore#next}: true exactly when that, with the mutex held, answers a run.
     *
     * @param column a column of the surrounding query
     */
    public static String ofAnyNode(String column) {
        return "exists (select 1 from run r where r.workflow = " + column + " and r.status = 'RUNNING' and "
                + Orders.mayGo("r") + ") or exists (select 1 from run r where r.workflow = " + column + " and "
                + RunRows.OPEN_TO_ALL + " and " + Orders.notHalted("r.workflow") + ")";
    }

    /**
     * SQL over {@code scheduled_tasks} that tells whether this run, or one that this process has begun in its place, still
     * is to be executed, and may be.
     *
     * @param owner the name of this process
     * @throws IllegalArgumentException when the id cannot be one of ours
     */
    public static String of(String runId, String owner) {
        if (!runId.matches("[A-Za-z0-9.-]{1,40}")) {
            throw new IllegalArgumentException("'" + runId + "' is no id of a run");
        }
        return "exists (select 1 from run r where (r.id = '" + runId + "' or r.owner = '" + owner
                + "') and r.workflow = task_instance and r.status in ('ASKED', 'RUNNING') and " + Orders.mayGo("r")
                + ")";
    }
}
