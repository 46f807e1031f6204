/** Files the program writes: readable by their owner only. */
@NullMarked
package io.outboundroutes.platform.files;

import org.jspecify.annotations.NullMarked;
