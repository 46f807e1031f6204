/** Tests of the stand-in's fault room. */
@NullMarked
package io.outboundroutes.sandbox.fault;

import org.jspecify.annotations.NullMarked;
