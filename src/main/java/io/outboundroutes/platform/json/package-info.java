/** JSON, bounded and exact. */
@NullMarked
package io.outboundroutes.platform.json;

import org.jspecify.annotations.NullMarked;
