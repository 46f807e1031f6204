/** Tests of the stand-in's contact room. */
@NullMarked
package io.outboundroutes.sandbox.contact;

import org.jspecify.annotations.NullMarked;
