package io.outboundroutes.app.cli;

import io.outboundroutes.platform.config.HouseKeys;
import io.outboundroutes.platform.config.Settings;
import io.outboundroutes.platform.json.Json;
import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.platform.run.Item;
import io.outboundroutes.platform.run.ReportBuilder;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.store.Owner;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.platform.store.StoreSettings;
import io.outboundroutes.platform.text.Secret;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** History. */
@Command(
        name = "runs",
        mixinStandardHelpOptions = true,
        description = "Lists runs, newest first; works beside a running serve.",
        subcommands = {RunsCommand.Show.class, RunsOrders.Cancel.class, RunsOrders.Pause.class, RunsOrders.Resume.class
        },
        footer = {"", "Example: outbound runs --workflow contact-segmentation --last 5"})
final class RunsCommand implements Callable<Integer> {

    @Mixin
    private Options options = new Options();

    @Option(names = "--workflow", paramLabel = "W", description = "Only runs of this workflow.")
    private @Nullable String workflow;

    @Option(names = "--last", paramLabel = "N", description = "At most so many; default ${DEFAULT-VALUE}.")
    private int last = 20;

    @Option(names = "--json", description = "Prints one JSON object per line.")
    private boolean json;

    @Override
    public Integer call() {
        if (last < 1) {
            throw new WrongUsage("--last " + last + ": expected a number from 1 on");
        }
        Settings settings = Preparation.settings(options, Map.of(), false);
        try (Store store = open(settings)) {
            List<Run> runs = store.history().runs(workflow, last);
            if (workflow != null && runs.isEmpty()) {
                // One that was removed may have runs; one that has neither runs nor a file is a slip of the pen.
                Preparation.known(workflow, Preparation.routesDirectory(settings));
            }
            if (json) {
                runs.forEach(run -> System.out.println(Json.write(summary(run))));
                return ExitCode.SUCCEEDED;
            }
            Table table = new Table(List.of("run", "workflow", "status", "mode", "trigger", "asked", "ended"));
            runs.forEach(run -> table.row(List.of(
                    run.id(),
                    run.request().workflow(),
                    run.status().name(),
                    run.request().mode().label(),
                    run.request().trigger().label(),
                    run.askedAt().toString(),
                    Report.shown(run.finishedAt()))));
            System.out.print(runs.isEmpty() ? "No runs yet.\n" : table.render());
            return ExitCode.SUCCEEDED;
        }
    }

    private static Map<String, Object> summary(Run run) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("runId", run.id());
        map.put("workflow", run.request().workflow());
        map.put("status", run.status().name());
        map.put("mode", run.request().mode().label());
        map.put("trigger", run.request().trigger().label());
        map.put("askedAt", run.askedAt().toString());
        map.put("startedAt", run.startedAt() == null ? null : run.startedAt().toString());
        map.put("finishedAt", run.finishedAt() == null ? null : run.finishedAt().toString());
        return map;
    }

    static Store open(Options options) {
        return open(Preparation.settings(options, Map.of(), false));
    }

    static Store open(Settings settings) {
        StoreSettings where = new StoreSettings(
                settings.get(HouseKeys.STORE_URL),
                settings.find(HouseKeys.STORE_USER).orElse(null),
                settings.find(HouseKeys.STORE_PASSWORD).map(Secret::reveal).orElse(null));
        return Store.open(where, Owner.create(), Clock.systemUTC(), Checkpoint.NONE);
    }

    /** One run with its items. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows a run's report, its items as they are now.",
            footer = {"", "Example: outbound runs show 20261121T090000.000Z-abc123 --json"})
    static final class Show implements Callable<Integer> {

        @Mixin
        private Options options = new Options();

        @Parameters(paramLabel = "<runId>", description = "As 'outbound runs' lists it.")
        private String runId = "";

        @Option(names = "--json", description = "Prints the report as JSON.")
        private boolean json;

        @Override
        public Integer call() {
            try (Store store = open(options)) {
                Run run = store.history()
                        .run(runId)
                        .orElseThrow(
                                () -> new WrongUsage("There is no run '" + runId + "'; 'outbound runs' lists them"));
                Report report = run.report() == null ? unfinished(store, run) : Report.of(run.report());
                report = report.withWebhook(store.history().webhookState(runId));
                if (json) {
                    System.out.println(report.json());
                } else {
                    ReportPrinter.print(report, System.out);
                }
                return ExitCode.SUCCEEDED;
            }
        }

        /** What is known of a run that has not ended. */
        private static Report unfinished(Store store, Run run) {
            List<Map<String, Object>> items = new ArrayList<>();
            long total = 0;
            for (Iterator<Item> all = store.items().items(run.id()); all.hasNext(); total++) {
                Item item = all.next();
                if (items.size() < ReportBuilder.MAX_ITEMS) {
                    items.add(ReportBuilder.item(item));
                }
            }
            Map<String, Object> report = new LinkedHashMap<>(summary(run));
            report.put("counts", store.items().countsByOutcome(run.id()));
            report.put("items", items);
            report.put("itemsTotal", total);
            return Report.of(Json.write(report));
        }
    }
}
