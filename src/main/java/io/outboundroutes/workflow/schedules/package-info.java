/**
 * The rules of campaign schedules (guide 001) as plain functions: what is wrong with a request, how urgent it is, which
 * existing schedule is in its way, what is sent for it, and what the vendor's answer means.
 *
 * <p>JDK and own records only: no I/O, no Camel, no clock but the one passed in.
 */
@NullMarked
package io.outboundroutes.workflow.schedules;

import org.jspecify.annotations.NullMarked;
