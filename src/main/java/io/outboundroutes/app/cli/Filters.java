package io.outboundroutes.app.cli;

import io.outboundroutes.platform.config.Types;
import io.outboundroutes.platform.run.RunStatus;
import io.outboundroutes.platform.store.RunFilter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that choose runs. */
final class Filters {

    @Option(names = "--workflow", paramLabel = "W", description = "Only runs of this workflow.")
    private @Nullable String workflow;

    @Option(names = "--status", paramLabel = "S", description = "Only runs with this status: ${COMPLETION-CANDIDATES}.")
    private @Nullable RunStatus status;

    @Option(
            names = "--outcome",
            paramLabel = "O",
            description =
                    "Only runs with an item of this outcome, such as failed or unknown. Of what is parked: items of it, and deliveries of runs with such an item.")
    private @Nullable String outcome;

    @Option(
            names = "--since",
            paramLabel = "T",
            description =
                    "Only runs asked for from then on: 2026-11-21, 2026-11-21T09:00:00Z, or so long ago: 2d, 12h.")
    private @Nullable String since;

    @Nullable String workflow() {
        return workflow;
    }

    /**
     * What they choose.
     *
     * @throws WrongUsage when a time cannot be read
     */
    RunFilter filter(InstantSource clock) {
        return new RunFilter(workflow, status, outcome, since == null ? null : time(since, clock));
    }

    private static Instant time(String text, InstantSource clock) {
        try {
            return text.contains("T") && !text.startsWith("P")
                    ? OffsetDateTime.parse(text).toInstant()
                    : text.matches("\\d{4}-\\d{2}-\\d{2}")
                            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                            : clock.instant().minus(Types.DURATION.parse(text));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new WrongUsage("--since " + text
                    + ": expected a date (2026-11-21, UTC), a time with its offset (2026-11-21T09:00:00Z), or so long ago (2d,"
                    + " 12h, PT30M)");
        }
    }
}
