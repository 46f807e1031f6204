package io.outboundroutes.app.cli;

import io.outboundroutes.platform.files.OwnerOnly;
import io.outboundroutes.platform.json.Json;
import io.outboundroutes.platform.operate.RunView;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.store.Store;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One run with its items. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows a run's report, its items as they are now.",
        footer = {
            "",
            "Example: outbound runs show 20261121T090000.000Z-abc123 --json",
            "         outbound runs show 20261121T090000.000Z-abc123 --outcome failed --csv failed.csv"
        })
final class RunsShowCommand implements Callable<Integer> {

    @Mixin
    private Options options = new Options();

    @Parameters(paramLabel = "<runId>", description = "As 'outbound runs' lists it.")
    private String runId = "";

    @Option(names = "--outcome", paramLabel = "O", description = "Only items with this outcome, such as failed.")
    private @Nullable String outcome;

    @Option(names = "--json", description = "Prints the report as JSON.")
    private boolean json;

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description =
                    "Writes all items as CSV to this file, readable by its owner only; - writes to standard output.")
    private @Nullable String csv;

    @Override
    public Integer call() throws IOException {
        if (json && csv != null) {
            throw new WrongUsage("--csv and --json exclude each other: one writes items, the other prints the report");
        }
        try (Store store = RunsCommand.open(options)) {
            Run run = store.history()
                    .run(runId)
                    .orElseThrow(() -> new WrongUsage("There is no run '" + runId + "'; 'outbound runs' lists them"));
            if (csv != null) {
                export(store, csv);
                return ExitCode.SUCCEEDED;
            }
            Report report = Report.of(Json.write(RunView.of(store, run)));
            if (outcome != null) {
                report = report.with("items", RunView.shown(store.items().items(runId, outcome)));
            }
            List<Run> replays = store.history().replaysOf(runId);
            if (!replays.isEmpty()) {
                report = report.with(
                        "replays",
                        replays.stream()
                                .map(replay -> Map.of(
                                        "runId",
                                        replay.id(),
                                        "status",
                                        replay.status().name()))
                                .toList());
            }
            print(report, replays);
            return ExitCode.SUCCEEDED;
        }
    }

    private void print(Report report, List<Run> replays) {
        if (json) {
            System.out.println(report.json());
            return;
        }
        ReportPrinter.print(report, System.out);
        replays.forEach(replay -> System.out.printf(
                "  what it left undone went to run %s: %s%n",
                replay.id(), replay.status().name()));
    }

    private void export(Store store, String to) throws IOException {
        if (to.equals("-")) {
            PrintStream out = System.out;
            ItemCsv.write(() -> store.items().items(runId, outcome), out);
            out.flush();
            return;
        }
        Path file = Path.of(to);
        OwnerOnly.createDirectoryOf(file);
        Files.deleteIfExists(file);
        long written;
        try (OutputStream bytes = Channels.newOutputStream(Files.newByteChannel(
                        file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OwnerOnly.file(file)));
                BufferedWriter out = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8))) {
            written = ItemCsv.write(() -> store.items().items(runId, outcome), out);
        }
        System.err.println(written + " items are in " + file + ", readable by you only.");
    }
}
