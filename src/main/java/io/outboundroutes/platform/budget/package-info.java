/** How fast a vendor may be called, by this process and by all that share its store. */
@NullMarked
package io.outboundroutes.platform.budget;

import org.jspecify.annotations.NullMarked;
