package io.outboundroutes.platform.run;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A write that a live run would send for a planned item.
 *
 * @param operation the operation's id without the vendor, such as {@code create-segment}; null when the workflow does not
 *     say
 * @param body what it would send
 */
public record PlannedWrite(@Nullable String operation, Map<String, Object> body) {}
