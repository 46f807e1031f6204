/** Start-up, configuration checks, bean registration, command line. May touch everything; nothing touches it. */
@NullMarked
package io.outboundroutes.app;

import org.jspecify.annotations.NullMarked;
