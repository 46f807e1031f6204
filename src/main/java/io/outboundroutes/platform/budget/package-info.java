/** How fast a vendor may be called. */
@NullMarked
package io.outboundroutes.platform.budget;

import org.jspecify.annotations.NullMarked;
