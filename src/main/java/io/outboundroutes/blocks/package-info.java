/** The building blocks that routes are made of. Camel lives here; rules do not. */
@NullMarked
package io.outboundroutes.blocks;

import org.jspecify.annotations.NullMarked;
