/** The stand-in's external contacts, whose validation takes its time, and the conversations started with them. */
@NullMarked
package io.outboundroutes.sandbox.external;

import org.jspecify.annotations.NullMarked;
