/** What the tests of several rooms share. */
@NullMarked
package io.outboundroutes.testing;

import org.jspecify.annotations.NullMarked;
