package io.outboundroutes.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outboundroutes.sandbox.campaign.Campaign;
import io.outboundroutes.sandbox.campaign.Campaigns;
import io.outboundroutes.sandbox.campaign.Metrics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;

/** {@code GET /api/v2/outbound/campaigns} and {@code GET /api/v2/outbound/analytics/campaigns/{id}/execution}. */
final class CampaignsEndpoint {

    private static final int USUAL_PAGE = 25;
    private static final int LARGEST_PAGE = 100;
    private static final Duration LONGEST_WINDOW = Duration.ofDays(30);
    private static final Duration TOLERANCE = Duration.ofMinutes(1);

    private final Campaigns campaigns;
    private final Clock clock;

    CampaignsEndpoint(Campaigns campaigns, Clock clock) {
        this.campaigns = campaigns;
        this.clock = clock;
    }

    Answer list(Call call) {
        QueryCheck query = QueryCheck.of(call, Set.of("pageNumber", "pageSize"));
        int number = query.number("pageNumber", 1, 1, 1_000_000);
        int size = query.number("pageSize", USUAL_PAGE, 1, LARGEST_PAGE);
        List<Campaign> all = campaigns.all();
        ObjectNode page = Json.object();
        ArrayNode entities = page.putArray("entities");
        all.stream().skip((number - 1L) * size).limit(size).forEach(campaign -> entities.add(campaign.toJson()));
        page.put("pageNumber", number);
        page.put("pageSize", size);
        page.put("pageCount", (all.size() + size - 1) / size);
        page.put("total", all.size());
        return Answer.json(200, page);
    }

    Answer statistics(Call call) {
        QueryCheck query = QueryCheck.of(call, Set.of("startDateTime", "endDateTime", "metrics", "includeZeroMetrics"));
        Instant start = time(query, "startDateTime");
        Instant end = time(query, "endDateTime");
        if (!start.isBefore(end)) {
            throw BodyCheck.refused("invalid.window", "'startDateTime' must be before 'endDateTime'");
        }
        if (end.isAfter(clock.instant().plus(TOLERANCE))) {
            throw BodyCheck.refused("invalid.window", "There are no statistics of the future");
        }
        if (Duration.between(start, end).compareTo(LONGEST_WINDOW) > 0) {
            throw BodyCheck.refused("invalid.window", "The window must not be longer than 30 days");
        }
        List<String> metrics = List.of(query.text("metrics").split(",", -1));
        if (!Metrics.NAMES.containsAll(metrics) || Set.copyOf(metrics).size() != metrics.size()) {
            throw BodyCheck.refused(
                    "invalid.metrics",
                    "'metrics' must be some of " + Metrics.NAMES + ", each once, with commas between");
        }
        String zeros = query.text("includeZeroMetrics");
        if (!Set.of("true", "false").contains(zeros)) {
            throw BodyCheck.refused("invalid.includeZeroMetrics", "'includeZeroMetrics' must be true or false");
        }
        Campaign campaign = campaigns
                .find(Operation.CAMPAIGN_STATISTICS.id(call.path()))
                .orElseThrow(() -> new Refused(Errors.answer(404, "not.found", "There is no campaign with this id")));
        ObjectNode json = Json.object();
        json.put("campaignId", campaign.id());
        json.put("startDateTime", query.text("startDateTime"));
        json.put("endDateTime", query.text("endDateTime"));
        json.set(
                "metrics",
                Metrics.of(campaign, campaigns.figures(campaign.id(), start, end), metrics, zeros.equals("true")));
        return Answer.json(200, json);
    }

    private static Instant time(QueryCheck query, String name) {
        String text = query.text(name);
        try {
            if (text.matches("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z")) {
                return Instant.parse(text);
            }
        } catch (DateTimeParseException e) {
            throw new Refused(Errors.answer(400, "invalid." + name, "'" + name + "' is no time that exists"), e);
        }
        throw BodyCheck.refused("invalid." + name, "'" + name + "' must be a time such as 2026-01-31T09:00:00.000Z");
    }
}
