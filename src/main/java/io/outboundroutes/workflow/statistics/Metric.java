package io.outboundroutes.workflow.statistics;

/**
 * What is known about a metric.
 *
 * @param name as the vendor writes it
 * @param unit in which it arrives
 * @param merge how pieces become one
 */
record Metric(String name, Unit unit, Merge merge) {}
