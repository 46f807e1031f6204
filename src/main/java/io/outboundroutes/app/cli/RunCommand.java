package io.outboundroutes.app.cli;

import io.outboundroutes.app.House;
import io.outboundroutes.app.Surroundings;
import io.outboundroutes.platform.config.Settings;
import io.outboundroutes.platform.files.OwnerOnly;
import io.outboundroutes.platform.intake.InputProblem;
import io.outboundroutes.platform.intake.InputRows;
import io.outboundroutes.platform.json.Json;
import io.outboundroutes.platform.run.Item;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.platform.run.PlannedWrite;
import io.outboundroutes.platform.run.ReportBuilder;
import io.outboundroutes.platform.run.RunRequest;
import io.outboundroutes.platform.run.Trigger;
import io.outboundroutes.platform.run.WorkflowTraits;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One run in the foreground. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Runs a workflow once in the foreground: progress on stderr, the report on stdout.",
        footer = {
            "",
            "Example: outbound run contact-segmentation --dry-run --plan data/plan.jsonl",
            "         outbound run external-contacts --input examples/external-contacts.csv"
        })
final class RunCommand implements Callable<Integer> {

    @Mixin
    private Options options = new Options();

    @Parameters(paramLabel = "<workflow>", description = "The workflow's id, e.g. contact-segmentation.")
    private String workflow = "";

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description = "What to work on: JSON (an object, an array, or one object a line) or CSV with a header;"
                    + " - reads standard input.")
    private @Nullable String input;

    @Option(names = "--dry-run", description = "Stops after the plan: reads and decides, writes nothing.")
    private boolean dryRun;

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description = "With --dry-run: writes the exact request bodies to this file, readable by its owner only.")
    private @Nullable Path planFile;

    @Option(
            names = "--again",
            description = "Does again what the store knows as done; starts anew after an interruption.")
    private boolean again;

    @Option(names = "--json", description = "Prints the report as JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (planFile != null && !dryRun) {
            throw new WrongUsage("--plan goes with --dry-run: it holds what a live run would send");
        }
        Settings settings = Preparation.settings(options, Map.of(), false);
        Path routes = Preparation.routesDirectory(settings);
        Preparation.known(workflow, routes);
        InputFile.check(input, workflow, routes);
        RoutesCheck.refuseFiles(settings);
        try (Interruption interruption = Interruption.onSignal();
                Stand stand = Stand.start(settings);
                House house = Preparation.open(
                        settings, Preparation.links(settings, Set.of(workflow), stand.sandbox()), surroundings())) {
            interruption.stops(house);
            return run(house);
        }
    }

    /** A dry run writes nothing, not even what earlier runs left to be told. */
    private Surroundings surroundings() {
        return dryRun ? Surroundings.real().withoutDeliveries() : Surroundings.real();
    }

    private int run(House house) throws IOException {
        RunRequest request = new RunRequest(
                workflow,
                Trigger.CLI,
                dryRun ? Mode.DRY_RUN : Mode.LIVE,
                null,
                again,
                house.store().owner(),
                options.overrides);
        Foreground foreground = new Foreground(house, System.err);
        Report report;
        try (InputRows rows = InputFile.rows(input, house.columns(workflow))) {
            report = foreground.run(request, rows);
        } catch (InputProblem e) {
            throw new WrongUsage(String.valueOf(e.getMessage()));
        }
        if (planFile != null && report.text("status").equals("FAILED")) {
            System.err.println("No plan was made; " + planFile + " is left as it was.");
        } else if (planFile != null) {
            int written = write(planFile, foreground.items(report.text("runId")), house.traits(workflow));
            System.err.println(
                    written == 0
                            ? "A live run would write nothing at the vendor; " + planFile + " is empty."
                            : "The plan is in " + planFile + ", readable by you only."
                                    + " What depends on the vendor's answers is not in it.");
        }
        if (json) {
            System.out.println(report.json());
        } else {
            ReportPrinter.print(report, System.out);
        }
        return ExitCode.of(report);
    }

    /** The bodies that a live run would send, one JSON line each; answers how many. */
    private static int write(Path file, Iterator<Item> items, WorkflowTraits traits) throws IOException {
        int written = 0;
        OwnerOnly.createDirectoryOf(file);
        Files.deleteIfExists(file);
        try (BufferedWriter out = new BufferedWriter(new OutputStreamWriter(
                Channels.newOutputStream(Files.newByteChannel(
                        file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OwnerOnly.file(file))),
                StandardCharsets.UTF_8))) {
            while (items.hasNext()) {
                Item item = items.next();
                boolean due = ReportBuilder.PLANNED.equals(item.outcome());
                for (PlannedWrite write : due ? traits.writes(item) : List.<PlannedWrite>of()) {
                    Map<String, Object> line = new LinkedHashMap<>();
                    line.put("key", item.key());
                    if (write.operation() != null) {
                        line.put("operation", write.operation());
                    }
                    line.put("request", write.body());
                    out.write(Json.write(line));
                    out.newLine();
                    written++;
                }
            }
        }
        return written;
    }
}
