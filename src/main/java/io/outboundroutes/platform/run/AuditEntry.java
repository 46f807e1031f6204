package io.outboundroutes.platform.run;

import java.time.Instant;
import java.util.Map;

/**
 * One line for the audit trail, before it is chained.
 *
 * @param timestamp when it happened, UTC
 * @param runId the run it belongs to
 * @param workflow the workflow's id
 * @param action the contract's constant for it ({@code SCHEDULE_PROVISIONING}, …)
 * @param details the guide's fields, in order; free of secrets and personal data
 */
public record AuditEntry(
        Instant timestamp, String runId, String workflow, String action, Map<String, Object> details) {}
