package io.outboundroutes.app;

import io.outboundroutes.blocks.Variables;
import io.outboundroutes.platform.config.ConfigException;
import io.outboundroutes.platform.config.ConfigProblem;
import io.outboundroutes.platform.http.CallFailed;
import io.outboundroutes.platform.http.VendorAnswer;
import io.outboundroutes.platform.run.Fate;
import io.outboundroutes.platform.run.ItemResult;
import io.outboundroutes.platform.run.Plan;
import io.outboundroutes.platform.run.PlannedItem;
import io.outboundroutes.platform.run.Problem;
import io.outboundroutes.platform.run.ReportBuilder;
import io.outboundroutes.platform.run.RunContext;
import io.outboundroutes.platform.run.WorkflowProfile;
import io.outboundroutes.platform.store.PlanToStore;
import io.outboundroutes.platform.store.Settlement;
import io.outboundroutes.platform.store.TxWork;
import io.outboundroutes.workflow.statistics.CampaignIds;
import io.outboundroutes.workflow.statistics.CampaignStatistics;
import io.outboundroutes.workflow.statistics.StatisticsOptions;
import io.outboundroutes.workflow.statistics.StatisticsQuery;
import io.outboundroutes.workflow.statistics.StatisticsTold;
import io.outboundroutes.workflow.statistics.Window;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/**
 * What the routes of campaign-statistics name as bean {@code statistics}: the rules of {@code workflow.statistics}, joined
 * with the run, the cache and the store. Thread-safe.
 */
public final class StatisticsSteps {

    /** The workflow's id. */
    public static final String WORKFLOW = "campaign-statistics";

    /** The exchange variable that gathers the campaigns of the organisation while a plan is made. */
    public static final String LISTED = "listed";

    /** The exchange variable that holds what is asked about one campaign. */
    public static final String QUESTION = "question";

    /** How its report is told: the counts name the outcomes already. */
    public static final WorkflowProfile PROFILE = new WorkflowProfile(
            WORKFLOW,
            List.of("campaigns", "fetched", "cached", "flagged", "held", "failed"),
            List.of(),
            WorkflowProfile.DONE,
            Set.of(),
            false);

    private final StatisticsOptions options;
    private final List<String> campaigns;
    private final int pageSize;
    private final StatisticsFetch fetch;

    /**
     * @param campaigns the ids to ask about; empty: all of the organisation
     * @param pageSize campaigns per page of the organisation's list
     */
    StatisticsSteps(StatisticsOptions options, List<String> campaigns, int pageSize, StatisticsFetch fetch) {
        this.options = options;
        this.campaigns = CampaignIds.distinct(campaigns);
        this.pageSize = pageSize;
        this.fetch = fetch;
    }

    /** An empty gathering of the organisation's campaigns. */
    public CampaignIds newList() {
        return new CampaignIds();
    }

    /** The fields of the query for the organisation's campaigns, but for the page. */
    public Map<String, Object> listQuery() {
        return Map.of("pageSize", pageSize);
    }

    /** Takes one record of the organisation's list. */
    public void addListed(@Nullable Object campaign, @Variable(LISTED) CampaignIds listed) {
        listed.add(campaign);
    }

    /**
     * Goes on without the list when it is only a check: the OAuth client may ask for statistics, not for campaigns.
     *
     * @throws CallFailed when it is needed, or failed for another reason
     */
    public void listFailed(
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception caught,
            @Variable(LISTED) CampaignIds listed,
            @Variable(Variables.RUN) RunContext run) {
        CallFailed failure = failureOf(caught);
        if (campaigns.isEmpty() || !Integer.valueOf(403).equals(failure.status())) {
            throw failure;
        }
        listed.withhold();
        run.warn(new Problem(
                "campaigns-not-checked",
                "The ids of statistics.campaigns could not be compared with the organisation's list: "
                        + failure.getMessage()));
    }

    /** One item per campaign, all about the same window. */
    public List<PlannedItem> decide(@Variable(LISTED) CampaignIds listed, @Variable(Variables.RUN) RunContext run) {
        Window window = window(run);
        if (listed.unusable() > 0) {
            run.warn(new Problem(
                    "unusable-campaigns",
                    listed.unusable() + " records of the organisation's campaign list have no usable id"));
        }
        List<String> ids = campaigns.isEmpty() ? listed.listed() : campaigns;
        if (ids.isEmpty()) {
            run.warn(new Problem("no-campaigns", "The organisation has no campaigns; nothing was fetched"));
        }
        List<PlannedItem> items = new ArrayList<>();
        for (String id : ids) {
            Map<String, Object> request = options.query(id, window).toRequest();
            Map<String, Object> fields = fields(id, window);
            String problem = campaigns.isEmpty() ? null : problem(id, listed);
            items.add(
                    problem == null
                            ? PlannedItem.toDo(id, fields, request)
                            : PlannedItem.refused(id, fields, request, PROFILE.failed(), problem));
        }
        return items;
    }

    /** What the report shows of a campaign before anything is known of it; a failed one shows no more. */
    private static Map<String, Object> fields(String id, Window window) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("campaignId", id);
        fields.put("window", window.startText() + "/" + window.endText());
        return fields;
    }

    private Window window(RunContext run) {
        try {
            return options.window().at(run.now());
        } catch (IllegalArgumentException e) {
            throw new ConfigException(List.of(new ConfigProblem(
                    "statistics.window",
                    null,
                    null,
                    String.valueOf(e.getMessage()),
                    "choose an earlier end, or a duration back from now such as PT24H")));
        }
    }

    private @Nullable String problem(String id, CampaignIds listed) {
        String problem = CampaignIds.problem(id, options.anyId());
        if (problem == null && !listed.has(id)) {
            return "the organisation's list has no campaign with this id, so that its statistics were not asked for;"
                    + " check statistics.campaigns";
        }
        return problem;
    }

    /** The plan to store, with what is worth knowing about it. */
    public PlanToStore plan(List<PlannedItem> items, @Variable(Variables.RUN) RunContext run) {
        return new PlanToStore(new Plan(items, Map.of(), run.warnings()), TxWork.NONE);
    }

    /** What was planned to be asked. */
    public StatisticsQuery question(Map<String, Object> request) {
        return StatisticsQuery.of(request);
    }

    /** The figures kept from an earlier run; null when there are none, or all is to be done again. */
    public @Nullable StatisticsFetched lookUp(
            @Variable(QUESTION) StatisticsQuery question, @Variable(Variables.RUN) RunContext run) {
        return run.again() ? null : fetch.kept(question);
    }

    /** The fields of the vendor's operation, once for each piece of the window. */
    public List<Map<String, Object>> calls(@Variable(QUESTION) StatisticsQuery question) {
        return question.calls(options.table());
    }

    /** Judges the answers for the pieces of a window, and makes one of them. */
    public StatisticsFetched check(List<VendorAnswer> answers, @Variable(QUESTION) StatisticsQuery question) {
        return fetch.check(answers, question);
    }

    /** What became of an item, and what its figures are compared with later. */
    public Settlement settle(StatisticsFetched fetched) {
        CampaignStatistics figures = fetched.figures();
        if (figures == null) {
            return Settlement.of(new ItemResult(
                    Fate.REJECTED, StatisticsTold.FAILED, fetched.refusal(), Map.of(), fetched.latencyMs()));
        }
        boolean held = options.holdInvalid() && !figures.isValid();
        ItemResult result = new ItemResult(
                held ? Fate.PARKED : Fate.DONE,
                held ? StatisticsTold.HELD : StatisticsTold.FETCHED,
                held ? "the figures have flags, and statistics.invalid=hold keeps them from being pushed" : null,
                figures.fields(),
                fetched.latencyMs());
        return new Settlement(result, List.of(), fetch.recording(figures));
    }

    /** What a dry run tells of a campaign: the figures, pushed to nobody. */
    public PlannedItem preview(StatisticsFetched fetched, @Variable("planned") PlannedItem planned) {
        CampaignStatistics figures = fetched.figures();
        return figures == null
                ? refused(planned, String.valueOf(fetched.refusal()))
                : PlannedItem.settled(planned.key(), both(planned, figures), ReportBuilder.PLANNED, null);
    }

    /**
     * What a dry run tells of a campaign whose figures the vendor did not answer.
     *
     * @throws CallFailed when the other campaigns would fare no better
     */
    public PlannedItem previewFailed(
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception caught, @Variable("planned") PlannedItem planned) {
        CallFailed failure = failureOf(caught);
        if (failure.stopsTheRun()) {
            throw failure;
        }
        return refused(planned, String.valueOf(failure.getMessage()));
    }

    /** A splitter wraps what its parts threw; the route catches it all the same, by its cause. */
    private static CallFailed failureOf(Throwable caught) {
        Throwable cause = caught;
        while (!(cause instanceof CallFailed) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof CallFailed failure) {
            return failure;
        }
        throw new IllegalStateException("A failure of the vendor call was expected", caught);
    }

    private static Map<String, Object> both(PlannedItem planned, CampaignStatistics figures) {
        Map<String, Object> fields = new LinkedHashMap<>(planned.fields());
        fields.putAll(figures.fields());
        return fields;
    }

    private static PlannedItem refused(PlannedItem planned, String reason) {
        return PlannedItem.refused(planned.key(), planned.fields(), planned.request(), PROFILE.failed(), reason);
    }
}
