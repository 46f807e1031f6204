/** Tests of the building blocks over real HTTP. */
@NullMarked
package io.outboundroutes.blocks;

import org.jspecify.annotations.NullMarked;
