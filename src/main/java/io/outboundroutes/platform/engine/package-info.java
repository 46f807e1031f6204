/** Whose turn it is: runs are executed one at a time per workflow among all processes on one store, by db-scheduler. */
@NullMarked
package io.outboundroutes.platform.engine;

import org.jspecify.annotations.NullMarked;
