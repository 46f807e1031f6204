/** The paged read: page after page ahead of a splitter that consumes the records. */
@NullMarked
package io.outboundroutes.blocks.read;

import org.jspecify.annotations.NullMarked;
