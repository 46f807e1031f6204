/** Delivery of events to other people's servers, from the outbox. */
@NullMarked
package io.outboundroutes.blocks.webhook;

import org.jspecify.annotations.NullMarked;
