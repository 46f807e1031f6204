package io.outboundroutes.blocks.call;

import java.net.URI;
import java.time.Duration;

/**
 * Where a vendor's calls go, and how much they may take.
 *
 * @param base what stands before {@code /api/v2}
 * @param token the token endpoint
 * @param callTimeout from sending to the end of the body
 * @param tokenTimeout the same, for token requests
 * @param maxBody the most bytes of an answer's body, decoded
 */
public record HttpTarget(URI base, URI token, Duration callTimeout, Duration tokenTimeout, int maxBody) {}
