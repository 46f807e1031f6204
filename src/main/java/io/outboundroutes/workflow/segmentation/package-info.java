/**
 * The rules of contact segmentation (guide 000) as plain functions: which group a contact belongs to, what that group's
 * segment is called, which query selects it, how often it is refreshed, and what is to be done about it.
 *
 * <p>JDK and own records only: no I/O, no Camel, no clock but the one passed in.
 */
@NullMarked
package io.outboundroutes.workflow.segmentation;

import org.jspecify.annotations.NullMarked;
