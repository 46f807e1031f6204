/**
 * Settings: what can be set, where a value came from, and every mistake in it at once, before anything starts.
 *
 * <p>Each key is declared once, in a class named after its group, and collected in {@link
 * io.outboundroutes.platform.config.Keys}; the reading, the hints, the shipped {@code application.properties} and {@code
 * check} all go by that declaration.
 */
@NullMarked
package io.outboundroutes.platform.config;

import org.jspecify.annotations.NullMarked;
