/** Development mode: routes that are edited while the program runs. No other command uses it. */
@NullMarked
package io.outboundroutes.app.dev;

import org.jspecify.annotations.NullMarked;
