package io.outboundroutes.platform.run;

import java.time.Instant;

/**
 * What a replay goes on with.
 *
 * @param runId the run whose items it takes up
 * @param wantedAt since when they are wanted, as far as their age matters (all23)
 * @param unknown what is done about writes that nobody can tell of
 */
public record Resumption(String runId, Instant wantedAt, UnknownFate unknown) {}
