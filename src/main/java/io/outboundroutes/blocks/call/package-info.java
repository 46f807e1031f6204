/** The vendor call: one shared route per vendor, attempts as a visible loop. */
@NullMarked
package io.outboundroutes.blocks.call;

import org.jspecify.annotations.NullMarked;
