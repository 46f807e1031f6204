/** The stand-in's contacts: made up from a seed, or put there by a test; sorted, filtered, and able to move. */
@NullMarked
package io.outboundroutes.sandbox.contact;

import org.jspecify.annotations.NullMarked;
