package io.outboundroutes.app.cli;

import io.outboundroutes.platform.audit.AuditUnavailable;
import io.outboundroutes.platform.config.ConfigException;
import io.outboundroutes.platform.config.ConfigProblem;
import io.outboundroutes.platform.operate.Refused;
import io.outboundroutes.platform.store.ReplayRefused;
import io.outboundroutes.platform.store.StoreUnavailable;
import io.outboundroutes.platform.text.Nearest;
import java.io.PrintWriter;
import java.net.BindException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The program's entry point and root command. */
@Command(
        name = "outbound",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        description =
                "Runs an outbound contact centre's recurring back-office work over the REST APIs of Genesys Cloud and NICE CXone.",
        subcommands = {
            ServeCommand.class,
            DemoCommand.class,
            RunCommand.class,
            CheckCommand.class,
            RunsCommand.class,
            ParkedCommand.class,
            ReplayCommand.class,
            ForgetCommand.class,
            StoreCommand.class,
            SandboxCommand.class,
            HashPasswordCommand.class,
            DevCommand.class
        },
        footer = {
            "",
            "Example: outbound demo --once",
            "",
            "Exit codes: 0 succeeded, 1 failed, 2 partial, 64 usage, 75 stopped by a rate limit (run again later), 78 configuration."
        })
public final class OutboundRoutes implements Callable<Integer> {

    private static final String VERBOSE = "--verbose";
    /** How many letters a command may be off: two that changed places, or a syllable. */
    private static final int MOST_SLIPS = 2;

    @Mixin
    private Options options = new Options();

    /** Runs the command line and ends the process with its exit code. */
    public static void main(String[] args) {
        // The logging system reads these when its first logger is made.
        if (Arrays.asList(args).contains(VERBOSE)) {
            System.setProperty("outbound.log.level", "DEBUG");
            System.setProperty("outbound.stacktraces", "true");
        }
        // Jetty's and Camel's own start-up words aside, H2 must not listen beyond this machine when it serves its file.
        System.exit(execute(args));
    }

    /** Runs the command line and answers its exit code. */
    static int execute(String... args) {
        CommandLine line = new CommandLine(new OutboundRoutes());
        line.setExecutionStrategy(parsed -> {
            handOn(parsed);
            return new CommandLine.RunLast().execute(parsed);
        });
        line.setParameterExceptionHandler(OutboundRoutes::usage);
        line.setExecutionExceptionHandler((failure, at, parsed) ->
                failed(failure, at.getErr(), Arrays.asList(args).contains(VERBOSE)));
        return line.execute(args);
    }

    /** Options before a command's name hold for the command, too; those behind it win. */
    private static void handOn(ParseResult parsed) {
        Options before = null;
        for (CommandLine line : parsed.asCommandLineList()) {
            for (CommandSpec mixin : line.getCommandSpec().mixins().values()) {
                if (mixin.userObject() instanceof Options own) {
                    before = before == null ? own : own.after(before);
                }
            }
        }
    }

    private static int usage(ParameterException failure, String[] args) {
        CommandLine line = failure.getCommandLine();
        PrintWriter err = line.getErr();
        err.println(failure.getMessage());
        meant(failure, line)
                .ifPresentOrElse(
                        command -> err.println("There is no such command; did you mean '" + command + "'?"),
                        () -> CommandLine.UnmatchedArgumentException.printSuggestions(failure, err));
        err.println("Try '" + line.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE;
    }

    /** The command that an unknown word may stand for: Picocli suggests none that has letters in another order. */
    private static Optional<String> meant(ParameterException failure, CommandLine line) {
        return failure instanceof CommandLine.UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()
                ? Nearest.of(
                        unmatched.getUnmatched().get(0), line.getSubcommands().keySet(), MOST_SLIPS)
                : Optional.empty();
    }

    /** What a person is told when a command cannot do its work: what, where, and how to mend it. */
    private static int failed(Exception failure, PrintWriter err, boolean verbose) {
        if (verbose) {
            failure.printStackTrace(err);
        }
        if (failure instanceof ConfigException config) {
            List<ConfigProblem> problems = config.problems();
            err.println(
                    problems.size() == 1
                            ? "The configuration has a problem:"
                            : "The configuration has " + problems.size() + " problems:");
            problems.forEach(problem -> err.println("- " + problem.message()));
            return ExitCode.CONFIGURATION;
        }
        if (failure instanceof RoutesRefused
                || failure instanceof AuditUnavailable
                || failure instanceof StoreUnavailable
                || cause(failure, BindException.class) != null) {
            err.println(failure.getMessage());
            return ExitCode.CONFIGURATION;
        }
        if (failure instanceof RunLeft) {
            err.println(failure.getMessage());
            return ExitCode.FAILED;
        }
        if (failure instanceof WrongUsage || failure instanceof Refused || failure instanceof ReplayRefused) {
            err.println(failure.getMessage());
            return ExitCode.USAGE;
        }
        err.println("Failed: " + text(failure) + (verbose ? "" : " (--verbose shows where)"));
        return ExitCode.FAILED;
    }

    private static String text(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    private static @Nullable Throwable cause(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return cause;
            }
        }
        return null;
    }

    /** Without a command: serve. */
    @Override
    public Integer call() throws InterruptedException {
        return new ServeCommand(options).call();
    }
}
