package io.outboundroutes.app;

/**
 * What the operator chose for campaign-schedules.
 *
 * @param allowPast whether a schedule may have ended already
 * @param jobRequired whether a job that cannot be registered fails its item; otherwise it is a warning
 * @param pageSize existing schedules per page
 * @param maxPerRun the most schedules that one run may provision
 */
record SchedulesOptions(boolean allowPast, boolean jobRequired, int pageSize, int maxPerRun) {}
