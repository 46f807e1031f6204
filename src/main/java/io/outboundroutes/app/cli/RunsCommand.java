package io.outboundroutes.app.cli;

import io.outboundroutes.app.StorePlace;
import io.outboundroutes.platform.config.Settings;
import io.outboundroutes.platform.json.Json;
import io.outboundroutes.platform.operate.RunView;
import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.store.Owner;
import io.outboundroutes.platform.store.RunFilter;
import io.outboundroutes.platform.store.Store;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** History. */
@Command(
        name = "runs",
        mixinStandardHelpOptions = true,
        description = "Lists runs, newest first; works beside a running serve.",
        subcommands = {RunsShowCommand.class, RunsOrders.Cancel.class, RunsOrders.Pause.class, RunsOrders.Resume.class},
        footer = {"", "Example: outbound runs --workflow contact-segmentation --last 5"})
final class RunsCommand implements Callable<Integer> {

    private static final int PAGE = 50;

    @Mixin
    private Options options = new Options();

    @Mixin
    private Filters filters = new Filters();

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
        RunFilter filter = filters.filter(Clock.systemUTC());
        Table table = new Table(List.of("run", "workflow", "status", "mode", "trigger", "asked", "ended", "node"));
        int listed;
        try (Store store = open(settings)) {
            listed = each(store, filter, run -> {
                if (json) {
                    System.out.println(Json.write(RunView.summary(run)));
                } else {
                    table.row(List.of(
                            run.id(),
                            run.request().workflow(),
                            run.status().name(),
                            run.request().mode().label(),
                            run.request().trigger().label(),
                            run.askedAt().toString(),
                            Report.shown(run.finishedAt()),
                            Report.shown(run.owner())));
                }
            });
        }
        if (filters.workflow() != null && listed == 0) {
            // One that was removed may have runs; one that has neither runs nor a file is a slip of the pen.
            Preparation.known(filters.workflow(), Preparation.routesDirectory(settings));
        }
        if (!json) {
            System.out.print(
                    listed > 0 ? table.render() : filter.equals(RunFilter.ANY) ? "No runs yet.\n" : "No such runs.\n");
        }
        return ExitCode.SUCCEEDED;
    }

    /** Reads page by page: runs come with their reports. */
    private int each(Store store, RunFilter filter, Consumer<Run> to) {
        int listed = 0;
        String before = null;
        while (listed < last) {
            List<Run> runs = store.history().runs(filter, before, Math.min(PAGE, last - listed));
            if (runs.isEmpty()) {
                break;
            }
            runs.forEach(to);
            listed += runs.size();
            before = runs.get(runs.size() - 1).id();
        }
        return listed;
    }

    static Store open(Options options) {
        return open(Preparation.settings(options, Map.of(), false));
    }

    static Store open(Settings settings) {
        return Store.open(StorePlace.of(settings), Owner.create(), Clock.systemUTC(), Checkpoint.NONE);
    }
}
