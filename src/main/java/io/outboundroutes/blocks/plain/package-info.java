/** Small steps for workflows that are written in YAML alone: fields of a request, a list of items, an item's outcome. */
@NullMarked
package io.outboundroutes.blocks.plain;

import org.jspecify.annotations.NullMarked;
