/** Reads what people hand in: JSON objects, arrays and lines, and CSV with a header, row by row. Plain Java. */
@NullMarked
package io.outboundroutes.platform.intake;

import org.jspecify.annotations.NullMarked;
