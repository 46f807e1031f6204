/**
 * The rules of external contacts (guide 002) as plain functions: what a usable row is, which request it makes, what the
 * vendor's record of a contact allows, on which channel a person is contacted, and what is told about it.
 *
 * <p>JDK and own records only: no I/O, no Camel, no clock but the times passed in.
 */
@NullMarked
package io.outboundroutes.workflow.contacts;

import org.jspecify.annotations.NullMarked;
