/** The run envelope: read → plan (stored) → act → outcome, and the block by which triggers ask for it. */
@NullMarked
package io.outboundroutes.blocks.run;

import org.jspecify.annotations.NullMarked;
