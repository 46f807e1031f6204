/** The command line. */
@NullMarked
package io.outboundroutes.app.cli;

import org.jspecify.annotations.NullMarked;
