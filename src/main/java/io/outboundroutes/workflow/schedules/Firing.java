package io.outboundroutes.workflow.schedules;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one run while its plan is made: read, then sized, then compared with what their campaigns have. Not
 * thread-safe: one plan feeds it, in turn.
 */
public final class Firing {

    private final RequestReader reader;
    private final List<Reading> readings = new ArrayList<>();
    private final List<@Nullable Object> rows = new ArrayList<>();
    private final Map<String, SegmentSize> sizes = new HashMap<>();
    private final Map<String, String> segmentProblems = new HashMap<>();
    private final Map<String, List<ExistingSchedule>> existing = new HashMap<>();
    private final Map<String, String> campaignProblems = new HashMap<>();
    private long valid;

    /** @param reader reads the requests */
    public Firing(RequestReader reader) {
        this.reader = reader;
    }

    /** Takes a request, as parsed JSON. Never throws for what it may hold. */
    public Reading take(@Nullable Object row) {
        Reading reading = reader.read(row);
        readings.add(reading);
        rows.add(row);
        valid += reading.request() == null ? 0 : 1;
        return reading;
    }

    /** A request as it was taken, by its number; empty when it was no object. */
    public Map<?, ?> row(int number) {
        return rows.get(number - 1) instanceof Map<?, ?> fields ? fields : Map.of();
    }

    /** How many requests were taken. */
    public long requests() {
        return readings.size();
    }

    /** How many of them have no violation. */
    public long valid() {
        return valid;
    }

    /** The segments whose sizes are wanted, each once. */
    public List<String> segments() {
        Set<String> segments = new LinkedHashSet<>();
        readings.stream()
                .filter(reading -> reading.request() != null)
                .forEach(reading -> segments.add(reading.valid().segmentId()));
        return List.copyOf(segments);
    }

    /** Notes how many contacts a segment has. */
    public void size(String segmentId, SegmentSize size) {
        sizes.put(segmentId, size);
    }

    /** Notes why a segment cannot be dialled; its requests fail for it. */
    public void refuseSegment(String segmentId, String reason) {
        segmentProblems.put(segmentId, reason);
    }

    /** The campaigns whose schedules are wanted, each once: those of requests that may still be provisioned. */
    public List<String> campaigns() {
        Set<String> campaigns = new LinkedHashSet<>();
        readings.stream()
                .filter(reading -> reading.request() != null
                        && !segmentProblems.containsKey(reading.valid().segmentId()))
                .forEach(reading -> campaigns.add(reading.valid().campaignId()));
        return List.copyOf(campaigns);
    }

    /** Notes a schedule that a campaign has. */
    public void existing(String campaignId, ExistingSchedule schedule) {
        existing.computeIfAbsent(campaignId, any -> new ArrayList<>()).add(schedule);
    }

    /** Notes why a campaign's schedules cannot be had; its requests fail for it. */
    public void refuseCampaign(String campaignId, String reason) {
        campaignProblems.put(campaignId, reason);
    }

    /**
     * Decides: the ranked requests first, in the order in which they are provisioned, then those that were not ranked.
     *
     * @param foresee whether requests that count on each other's success are settled too, as in a dry run. Otherwise they
     *     stay planned: only a request that was really provisioned is in the way of the next one
     */
    public List<PlannedSchedule> plan(boolean foresee) {
        List<Candidate> ranked = ranked();
        List<PlannedSchedule> plan = new ArrayList<>();
        Map<String, List<ExistingSchedule>> foreseen = new HashMap<>();
        for (int place = 0; place < ranked.size(); place++) {
            Candidate candidate = ranked.get(place);
            ScheduleRequest request = candidate.request();
            PlannedSchedule planned = decide(candidate, place + 1, foreseen);
            if (foresee && planned.status() == null) {
                foreseen.computeIfAbsent(request.campaignId(), any -> new ArrayList<>())
                        .add(ExistingSchedule.planned(request));
            }
            plan.add(planned);
        }
        for (int i = 0; i < readings.size(); i++) {
            Reading reading = readings.get(i);
            String problem = reading.request() == null
                    ? reading.reason()
                    : segmentProblems.get(reading.valid().segmentId());
            if (problem != null) {
                plan.add(refused(i + 1, reading, problem));
            }
        }
        return plan;
    }

    /** What an operator should know. */
    public List<PlanWarning> warnings() {
        List<PlanWarning> warnings = new ArrayList<>();
        if (readings.isEmpty()) {
            warnings.add(new PlanWarning(
                    PlanWarning.NO_REQUESTS,
                    "There is no request to plan; hand some over with --input, or put a file into schedules.inbox"));
        }
        for (String segment : segments()) {
            if (!segmentProblems.containsKey(segment) && !sizeOf(segment).usable()) {
                warnings.add(new PlanWarning(
                        PlanWarning.SEGMENT_SIZE_UNKNOWN,
                        "Segment " + segment + " has no usable contactCount; it counts as 0 in the priority score"));
            }
        }
        return warnings;
    }

    private PlannedSchedule decide(Candidate candidate, int rank, Map<String, List<ExistingSchedule>> foreseen) {
        ScheduleRequest request = candidate.request();
        String problem = campaignProblems.get(request.campaignId());
        if (problem != null) {
            return new PlannedSchedule(
                    candidate.number(),
                    request.campaignId(),
                    request.segmentId(),
                    candidate.score(),
                    rank,
                    request,
                    ProvisioningStatus.FAILED,
                    problem,
                    null,
                    List.of());
        }
        List<ExistingSchedule> others = new ArrayList<>(existing.getOrDefault(request.campaignId(), List.of()));
        others.addAll(foreseen.getOrDefault(request.campaignId(), List.of()));
        Overlap overlap = Overlap.of(request, others);
        ProvisioningStatus status = overlap.status();
        return new PlannedSchedule(
                candidate.number(),
                request.campaignId(),
                request.segmentId(),
                candidate.score(),
                rank,
                request,
                status,
                overlap.reason(),
                overlap.scheduleId(),
                List.of());
    }

    /** One that was not ranked. Without its segment's size it must be planned anew, so it has no request. */
    private static PlannedSchedule refused(int number, Reading reading, String reason) {
        return new PlannedSchedule(
                number,
                reading.campaignId(),
                reading.segmentId(),
                null,
                null,
                null,
                ProvisioningStatus.FAILED,
                reason,
                null,
                reading.violations());
    }

    /** The requests that can be ranked, the most urgent first: by score, then by start, then by their place. */
    private List<Candidate> ranked() {
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < readings.size(); i++) {
            Reading reading = readings.get(i);
            ScheduleRequest request = reading.request();
            if (request != null && !segmentProblems.containsKey(request.segmentId())) {
                BigDecimal score = PriorityScore.of(request.priority(), sizeOf(request.segmentId()));
                candidates.add(new Candidate(i + 1, reading, score));
            }
        }
        return candidates.stream().sorted(Candidate.URGENCY).toList();
    }

    private SegmentSize sizeOf(String segmentId) {
        return sizes.getOrDefault(segmentId, SegmentSize.UNKNOWN);
    }

    private record Candidate(int number, Reading reading, BigDecimal score) {

        static final Comparator<Candidate> URGENCY = Comparator.comparing(Candidate::score)
                .reversed()
                .thenComparing(candidate -> candidate.request().start())
                .thenComparing(Candidate::number);

        ScheduleRequest request() {
            return reading.valid();
        }
    }
}
