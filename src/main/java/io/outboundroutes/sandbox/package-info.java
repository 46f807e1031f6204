/**
 * A stand-in for the vendors: their API over real HTTP, with state, faults on demand and a journal of what arrived. It
 * shares no code with the client, so that a mistake made twice cannot cancel out.
 */
@NullMarked
package io.outboundroutes.sandbox;

import org.jspecify.annotations.NullMarked;
