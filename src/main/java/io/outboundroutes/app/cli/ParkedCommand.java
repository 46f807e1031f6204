package io.outboundroutes.app.cli;

import io.outboundroutes.platform.json.Json;
import io.outboundroutes.platform.run.ReportBuilder;
import io.outboundroutes.platform.store.Delivery;
import io.outboundroutes.platform.store.Parked;
import io.outboundroutes.platform.store.RunFilter;
import io.outboundroutes.platform.store.Store;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What waits for a person. */
@Command(
        name = "parked",
        mixinStandardHelpOptions = true,
        description =
                "Lists what waits for a person, oldest first: items of unknown fate, items put aside, deliveries given"
                        + " up. 'replay' takes each by its id.",
        footer = {"", "Example: outbound parked --workflow external-contacts --since 2d"})
final class ParkedCommand implements Callable<Integer> {

    private static final int PAGE = 200;

    @Mixin
    private Options options = new Options();

    @Mixin
    private Filters filters = new Filters();

    @Option(names = "--json", description = "Prints all, one JSON object per line.")
    private boolean json;

    private long told;

    @Override
    public Integer call() {
        RunFilter filter = filters.filter(Clock.systemUTC());
        try (Store store = RunsCommand.open(options)) {
            each(store.parked(), filter, json ? line -> System.out.println(Json.write(line)) : this::tell);
        }
        if (!json && told == 0) {
            System.out.println("Nothing waits for a person.");
        }
        return ExitCode.SUCCEEDED;
    }

    /** In full: whoever reads it copies the id. */
    private void tell(Map<String, Object> line) {
        told++;
        System.out.println(Table.line(String.valueOf(line.get("id"))));
        System.out.println("    "
                + Table.line(
                        line.get("workflow") + ", " + line.get("outcome") + ": " + Report.shown(line.get("reason"))));
        if ("unknown".equals(line.get("outcome"))) {
            System.out.println("    " + ReportItems.wayOut("<this id>"));
        }
    }

    /** Reads page by page: there may be many. */
    private static void each(Parked parked, RunFilter filter, Consumer<Map<String, Object>> to) {
        List<Parked.Waiting> items;
        Parked.@Nullable Waiting last = null;
        do {
            items = parked.items(filter, last == null ? null : last.item(), PAGE);
            for (Parked.Waiting item : items) {
                to.accept(line(item));
                last = item;
            }
        } while (items.size() == PAGE);
        List<Delivery> deliveries;
        Delivery lastOne = null;
        do {
            deliveries = parked.deliveries(filter, lastOne, PAGE);
            for (Delivery delivery : deliveries) {
                to.accept(line(delivery));
                lastOne = delivery;
            }
        } while (deliveries.size() == PAGE);
    }

    private static Map<String, Object> line(Parked.Waiting waiting) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("kind", "item");
        line.put("id", waiting.id());
        line.put("runId", waiting.item().runId());
        line.put("workflow", waiting.workflow());
        line.putAll(ReportBuilder.item(waiting.item()));
        return line;
    }

    private static Map<String, Object> line(Delivery delivery) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("kind", "delivery");
        line.put("id", delivery.eventId());
        line.put("runId", delivery.runId());
        line.put("workflow", delivery.workflow());
        line.put("outcome", "delivery " + delivery.state());
        line.put("reason", "given up after " + delivery.attempts() + " attempts at " + delivery.finishedAt());
        return line;
    }
}
