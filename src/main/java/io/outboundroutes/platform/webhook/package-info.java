/** Events on their way out: what proves that they come from us. */
@NullMarked
package io.outboundroutes.platform.webhook;

import org.jspecify.annotations.NullMarked;
