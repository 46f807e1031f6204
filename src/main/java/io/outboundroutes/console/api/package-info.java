/** The REST API: who may use it, what it offers as routes, and what it answers. */
@NullMarked
package io.outboundroutes.console.api;

import org.jspecify.annotations.NullMarked;
