/** The audit trail: what was done, durable and chained, so that a removed or edited line shows. */
@NullMarked
package io.outboundroutes.platform.audit;

import org.jspecify.annotations.NullMarked;
