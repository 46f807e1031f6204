/**
 * What the program tells about itself in figures: requests, waits, runs, items, and what waits in the store. Names and labels
 * are those of {@link io.outboundroutes.platform.metrics.Metric}; no label holds an id, and none holds personal data.
 */
@NullMarked
package io.outboundroutes.platform.metrics;

import org.jspecify.annotations.NullMarked;
