/** The stand-in's schedules of campaigns, and its own idea of when two of them overlap. */
@NullMarked
package io.outboundroutes.sandbox.schedule;

import org.jspecify.annotations.NullMarked;
