/** Good and bad route files, and what the gates say about them. */
@NullMarked
package io.outboundroutes.app.gates;

import org.jspecify.annotations.NullMarked;
