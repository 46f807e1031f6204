package io.outboundroutes.app.cli;

import io.outboundroutes.app.House;
import io.outboundroutes.app.Surroundings;
import io.outboundroutes.platform.config.Settings;
import io.outboundroutes.platform.intake.InputProblem;
import io.outboundroutes.platform.intake.InputRows;
import io.outboundroutes.platform.json.Json;
import io.outboundroutes.platform.operate.Actor;
import io.outboundroutes.platform.operate.Refused;
import io.outboundroutes.platform.operate.Replaying;
import io.outboundroutes.platform.run.UnknownFate;
import io.outboundroutes.platform.store.Delivery;
import io.outboundroutes.platform.store.Store;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What did not succeed, once more. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Goes on with what did not succeed: of a run, one of its items, or a delivery that was given up.",
            "A replay of a run is a run of its own that refers to the old one; what is done is not touched, and writes"
                    + " of unknown fate are looked up at the vendor where it can tell."
        },
        footer = {
            "",
            "Example: outbound replay 20261121T090000.000Z-abc123",
            "         outbound replay 20261121T090000.000Z-abc123/C-17#3 --unknown=settled",
            "         outbound replay 20261121T090000.000Z-abc123 --rejected --input edited.csv"
        })
final class ReplayCommand implements Callable<Integer> {

    @Mixin
    private Options options = new Options();

    @Parameters(
            paramLabel = "<runId|item|delivery>",
            description = "A run, as 'outbound runs' lists it; <runId>/<item> as 'outbound parked' lists it; or the id"
                    + " of a parked delivery.")
    private String what = "";

    @Option(
            names = "--unknown",
            paramLabel = "resend|settled",
            description = "What to do about writes of unknown fate that the vendor cannot tell of: send them again, or"
                    + " take them as done. Without it they stay unknown.")
    private @Nullable Unknown unknown;

    @Option(
            names = "--any-age",
            description = "Also does what is older than the workflow's max-age; it waits for a person else.")
    private boolean anyAge;

    @Option(names = "--rejected", description = "Offers the rows that the plan refused again, to be planned anew.")
    private boolean rejected;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description = "With --rejected: the edited rows, which stand for all that were refused; - reads standard"
                    + " input. Without it the rows as they were.")
    private @Nullable String input;

    @Option(names = "--json", description = "Prints the report as JSON.")
    private boolean json;

    /** The words of the command line. */
    enum Unknown {
        resend(UnknownFate.RESEND),
        settled(UnknownFate.SETTLED);

        private final UnknownFate fate;

        Unknown(UnknownFate fate) {
            this.fate = fate;
        }
    }

    @Override
    public Integer call() throws IOException {
        if (input != null && !rejected) {
            throw new WrongUsage("--input goes with --rejected: it holds the rows that were refused, edited");
        }
        if (rejected && unknown != null) {
            throw new WrongUsage("--unknown does not go with --rejected: of a row that was refused nothing was sent");
        }
        boolean delivery = Delivery.isId(what);
        if (delivery && (rejected || unknown != null || anyAge)) {
            throw new WrongUsage(what + " is a delivery: it is sent again as it is, without further options");
        }
        Settings settings = Preparation.settings(options, Map.of(), false);
        String workflow = delivery ? null : workflow(settings);
        if (workflow != null) {
            InputFile.check(input, workflow, Preparation.routesDirectory(settings));
            RoutesCheck.refuseFiles(settings);
        }
        Set<String> workflows = workflow == null ? Set.of() : Set.of(workflow);
        try (Interruption interruption = Interruption.onSignal();
                Stand stand = Stand.start(settings);
                House house = Preparation.open(
                        settings, Preparation.links(settings, workflows, stand.sandbox()), Surroundings.real())) {
            interruption.stops(house);
            return workflow == null ? deliver(house) : replay(house, workflow);
        }
    }

    private String workflow(Settings settings) {
        String runId = what.split("/", 2)[0];
        try (Store store = RunsCommand.open(settings)) {
            return store.history()
                    .run(runId)
                    .map(run -> run.request().workflow())
                    .orElseThrow(() -> new WrongUsage("There is no run '" + runId + "'; 'outbound runs' lists them"));
        }
    }

    private int replay(House house, String workflow) throws IOException {
        Replaying.Options how = new Replaying.Options(
                unknown == null ? UnknownFate.LOOK_UP : unknown.fate,
                anyAge,
                house.store().owner());
        Actor actor = actor();
        Report report;
        try (InputRows rows = InputFile.rows(input, house.columns(workflow))) {
            report = new Foreground(house, System.err)
                    .execute(
                            () -> rejected
                                    ? house.replays().offerRejected(actor, what, how, rows)
                                    : house.replays().replay(actor, what, how),
                            false);
        } catch (InputProblem e) {
            throw new WrongUsage(String.valueOf(e.getMessage()));
        }
        if (json) {
            System.out.println(report.json());
        } else {
            ReportPrinter.print(report, System.out);
        }
        return ExitCode.of(report);
    }

    private static Actor actor() {
        return new Actor(System.getProperty("user.name", ""), Actor.Through.CLI);
    }

    private int deliver(House house) {
        String eventId = what.toLowerCase(Locale.ROOT);
        house.desk().replayDelivery(actor(), eventId);
        Delivery now = new Foreground(house, System.err)
                .await(house.store()
                        .outbox()
                        .delivery(eventId)
                        .orElseThrow(() -> new Refused(Refused.Why.UNKNOWN, "There is no such delivery")));
        if (json) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("eventId", now.eventId());
            line.put("runId", now.runId());
            line.put("workflow", now.workflow());
            line.put("state", now.state());
            line.put("attempts", now.attempts());
            System.out.println(Json.write(line));
        } else {
            System.out.println("delivery " + now.eventId() + ": " + now.state()
                    + (now.isDelivered() ? "" : "; 'outbound serve' goes on with it"));
        }
        return now.isDelivered() ? ExitCode.SUCCEEDED : ExitCode.FAILED;
    }
}
