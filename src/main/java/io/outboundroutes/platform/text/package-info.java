/** Texts: what may leave the process in a message, and what a reader may have meant. */
@NullMarked
package io.outboundroutes.platform.text;

import org.jspecify.annotations.NullMarked;
