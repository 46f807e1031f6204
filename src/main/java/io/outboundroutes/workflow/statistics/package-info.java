/**
 * The rules of campaign statistics (guide 003) as plain functions: which window is asked for, how the answers of a split
 * window become one, in which unit a metric arrives, what is wrong with the figures, and what is told about them.
 *
 * <p>JDK and own records only: no I/O, no Camel, no clock but the one passed in.
 */
@NullMarked
package io.outboundroutes.workflow.statistics;

import org.jspecify.annotations.NullMarked;
