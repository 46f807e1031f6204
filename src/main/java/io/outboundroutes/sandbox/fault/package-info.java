/** What is to go wrong, and on which calls. Knows nothing of HTTP: the server plays what is chosen here. */
@NullMarked
package io.outboundroutes.sandbox.fault;

import org.jspecify.annotations.NullMarked;
