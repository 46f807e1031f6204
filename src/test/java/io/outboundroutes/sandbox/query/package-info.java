/** Tests of the stand-in's query room. */
@NullMarked
package io.outboundroutes.sandbox.query;

import org.jspecify.annotations.NullMarked;
