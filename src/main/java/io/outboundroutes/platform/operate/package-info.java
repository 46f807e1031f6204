/** What an operator may do, whatever it is done through: REST, the console or the command line. */
@NullMarked
package io.outboundroutes.platform.operate;

import org.jspecify.annotations.NullMarked;
