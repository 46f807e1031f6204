package io.outboundroutes.app.cli;

import io.outboundroutes.app.WorkflowVendors;
import io.outboundroutes.platform.audit.AuditFile;
import io.outboundroutes.platform.config.HouseKeys;
import io.outboundroutes.platform.config.SegmentationKeys;
import io.outboundroutes.platform.config.Settings;
import io.outboundroutes.platform.intake.InputColumns;
import io.outboundroutes.platform.operate.Actor;
import io.outboundroutes.platform.operate.OperatorDesk;
import io.outboundroutes.platform.operate.Refused;
import io.outboundroutes.platform.operate.Workflows;
import io.outboundroutes.platform.store.Orders;
import io.outboundroutes.platform.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What an operator orders on the command line: it holds for every process on the store. Stateless. */
final class RunsOrders {

    private RunsOrders() {}

    /** Does something at the desk of the store that the settings name; answers what to tell. */
    private static int at(Options options, BiFunction<OperatorDesk, Actor, String> action) {
        Settings settings = Preparation.settings(options, Map.of(), false);
        AuditFile audit = new AuditFile(settings.get(HouseKeys.AUDIT_LOG));
        audit.checkWritable();
        try (Store store = RunsCommand.open(settings)) {
            Workflows workflows = new Known(Preparation.routesDirectory(settings));
            OperatorDesk desk = new OperatorDesk(store, audit, workflows, () -> {}, Clock.systemUTC());
            Actor actor = new Actor(System.getProperty("user.name", ""), Actor.Through.CLI);
            System.out.println(action.apply(desk, actor));
            return ExitCode.SUCCEEDED;
        } catch (Refused e) {
            throw new WrongUsage(String.valueOf(e.getMessage()));
        }
    }

    /** Ends one run. */
    @Command(
            name = "cancel",
            mixinStandardHelpOptions = true,
            description = "Ends a run: one that waits is never begun, one under way sends nothing more.",
            footer = {"", "Example: outbound runs cancel 20261121T090000.000Z-abc123"})
    static final class Cancel implements Callable<Integer> {

        @Mixin
        private Options options = new Options();

        @Parameters(paramLabel = "<runId>", description = "As 'outbound runs' lists it.")
        private String runId = "";

        @Override
        public Integer call() {
            return at(
                    options,
                    (desk, actor) -> desk.cancel(actor, runId) == Orders.Cancelled.WITHDRAWN
                            ? "Run " + runId + " is cancelled; it had not begun."
                            : "Run " + runId + " is to end: the process that executes it sends nothing more and records"
                                    + " what it came to, within seconds; if that process died, the next 'serve' does."
                                    + " 'outbound runs show " + runId + "' tells.");
        }
    }

    /** A workflow, or all of them. */
    private static final class Scope {

        @Parameters(
                arity = "0..1",
                paramLabel = "<workflow>",
                description = "The workflow's id, e.g. contact-segmentation.")
        private @Nullable String workflow;

        @Option(names = "--all", description = "Everything, at once: waits are cut and nothing more is sent.")
        private boolean all;

        /** The workflow; null for all. */
        private @Nullable String checked() {
            if (all == (workflow != null)) {
                throw new WrongUsage("Name either a workflow or --all");
            }
            return workflow;
        }
    }

    /** Begins nothing more. */
    @Command(
            name = "pause",
            mixinStandardHelpOptions = true,
            description =
                    "Pauses a workflow, in every process: no run is begun, one under way finishes what it has begun"
                            + " and waits. With --all everything stops at once.",
            footer = {"", "Example: outbound runs pause contact-segmentation", "         outbound runs pause --all"})
    static final class Pause implements Callable<Integer> {

        @Mixin
        private Options options = new Options();

        @Mixin
        private Scope scope = new Scope();

        @Override
        public Integer call() {
            String workflow = scope.checked();
            return at(options, (desk, actor) -> {
                boolean changed = workflow == null ? desk.stopAll(actor) : desk.pause(actor, workflow);
                String what = workflow == null ? "Everything is stopped" : workflow + " is paused";
                return what + (changed ? "" : ", as it was before") + "; 'outbound runs resume "
                        + (workflow == null ? "--all" : workflow) + "' takes it back.";
            });
        }
    }

    /** Takes a pause back. */
    @Command(
            name = "resume",
            mixinStandardHelpOptions = true,
            description =
                    "Takes a pause back; what waited is gone on with. With --all the stop of everything; workflows"
                            + " that are paused stay so.",
            footer = {"", "Example: outbound runs resume contact-segmentation"})
    static final class Resume implements Callable<Integer> {

        @Mixin
        private Options options = new Options();

        @Mixin
        private Scope scope = new Scope();

        @Option(
                names = "--although-copied",
                description =
                        "With --all: also in a store that 'store copy' has copied elsewhere. Only when the copy is"
                                + " given up: two stores that go on do everything twice.")
        private boolean althoughCopied;

        @Override
        public Integer call() {
            String workflow = scope.checked();
            if (althoughCopied && workflow != null) {
                throw new WrongUsage("--although-copied goes with --all");
            }
            return at(options, (desk, actor) -> {
                boolean changed = workflow == null ? resumeAll(desk, actor) : desk.resume(actor, workflow);
                if (!changed) {
                    return workflow == null ? "Nothing was stopped." : workflow + " was not paused.";
                }
                return workflow == null
                        ? "Everything goes on, except workflows that are paused."
                        : workflow + " goes on.";
            });
        }

        private boolean resumeAll(OperatorDesk desk, Actor actor) {
            return althoughCopied ? desk.resumeAllEvenIfCopied(actor) : desk.resumeAll(actor);
        }
    }

    /** The workflows that there are files of; nothing is asked of them here. */
    private record Known(Path routes) implements Workflows {

        @Override
        public Set<String> ids() {
            return WorkflowVendors.scan(routes).keySet();
        }

        @Override
        public boolean enabled(String workflow) {
            return false;
        }

        @Override
        public String enablingKey(String workflow) {
            return WorkflowVendors.enablingKey(routes, workflow).orElse(SegmentationKeys.ENABLED.name());
        }

        @Override
        public boolean takesInput(String workflow) {
            return WorkflowVendors.takesInput(routes, workflow);
        }

        @Override
        public InputColumns columns(String workflow) {
            return InputColumns.any();
        }

        @Override
        public Optional<Instant> nextFiring(String workflow) {
            return Optional.empty();
        }
    }
}
