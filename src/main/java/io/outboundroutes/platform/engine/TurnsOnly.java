package io.outboundroutes.platform.engine;

import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;

/**
 * Makes the scheduler see a workflow's mutex only while this process has a run to execute under it: the condition
 * becomes part of db-scheduler's query for due executions. So nobody takes the mutex just to find that it has no use for
 * it, and a command line that waits for its own run never disturbs the nodes that execute all others, or the reverse.
 */
final class TurnsOnly extends DefaultJdbcCustomization {

    private final String condition;

    /**
     * @param condition SQL over {@code scheduled_tasks}, without parameters
     */
    TurnsOnly(String condition) {
        super(false);
        this.condition = condition;
    }

    @Override
    public String getName() {
        return "turns-only";
    }

    @Override
    public String createSelectDueQuery(String tableName, int limit, String andCondition, boolean orderByPriority) {
        return super.createSelectDueQuery(tableName, limit, andCondition + " and (" + condition + ")", orderByPriority);
    }
}
