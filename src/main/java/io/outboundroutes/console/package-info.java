/**
 * Hawtio and the management endpoints, on one port: shows what Camel and the store tell, and decides nothing.
 *
 * <p>May use the platform, Camel, Jetty and Hawtio; {@link io.outboundroutes.console.Console} is the way in.
 */
@NullMarked
package io.outboundroutes.console;

import org.jspecify.annotations.NullMarked;
