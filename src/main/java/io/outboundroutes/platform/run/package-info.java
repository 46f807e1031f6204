/** Runs: what was asked for, what was planned, what became of each item, and how it is told. */
@NullMarked
package io.outboundroutes.platform.run;

import org.jspecify.annotations.NullMarked;
