/** The contact lists of the stand-in for CXone: made-up contacts with engagement scores, and what happens to them. */
@NullMarked
package io.outboundroutes.sandbox.list;

import org.jspecify.annotations.NullMarked;
