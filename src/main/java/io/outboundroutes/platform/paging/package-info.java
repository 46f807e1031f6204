/** Reading many pages as one: page styles, and the guards that keep an incomplete read from passing as complete. */
@NullMarked
package io.outboundroutes.platform.paging;

import org.jspecify.annotations.NullMarked;
