package io.outboundroutes.platform.store;

import io.outboundroutes.platform.run.Plan;

/**
 * What a plan route leaves behind: the plan, and what becomes durable with it. A dry run stores the plan alone.
 *
 * @param plan what the run wants to do
 * @param extra the workflow's own record of it (names that were given, …)
 */
public record PlanToStore(Plan plan, TxWork extra) {}
