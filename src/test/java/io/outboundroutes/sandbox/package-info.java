/** Tests of the stand-in, over real sockets. */
@NullMarked
package io.outboundroutes.sandbox;

import org.jspecify.annotations.NullMarked;
