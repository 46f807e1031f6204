/** How log lines look, as text or as JSON. Used by {@code logback.xml}. */
@NullMarked
package io.outboundroutes.app.log;

import org.jspecify.annotations.NullMarked;
