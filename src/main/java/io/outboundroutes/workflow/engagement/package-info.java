/**
 * The rules of engagement sync (guide 004) as plain functions: which contacts qualify by their score, which of them
 * belong on the destination list, which leave it, how the ids are cut into chunks, and what the vendor's answer to a
 * chunk means.
 *
 * <p>JDK and own records only: no I/O, no Camel, no clock.
 */
@NullMarked
package io.outboundroutes.workflow.engagement;

import org.jspecify.annotations.NullMarked;
