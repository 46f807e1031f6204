/** Calls of a vendor's API: operations, answers, and what to do about an answer. Plain Java; the sending is Camel's. */
@NullMarked
package io.outboundroutes.platform.http;

import org.jspecify.annotations.NullMarked;
