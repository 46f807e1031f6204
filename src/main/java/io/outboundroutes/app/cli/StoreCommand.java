package io.outboundroutes.app.cli;

import io.outboundroutes.app.StorePlace;
import io.outboundroutes.platform.audit.AuditFile;
import io.outboundroutes.platform.config.HouseKeys;
import io.outboundroutes.platform.config.Settings;
import io.outboundroutes.platform.operate.Actor;
import io.outboundroutes.platform.run.AuditEntry;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.platform.store.StoreBackup;
import io.outboundroutes.platform.store.StoreCopy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What there is in the store. */
@Command(
        name = "store",
        mixinStandardHelpOptions = true,
        description = "Tells where the store is and how many rows it holds; works beside a running serve.",
        subcommands = {StoreCommand.Backup.class, StoreCommand.Copy.class, SameOrganisationCommand.class},
        footer = {"", "Example: outbound store backup backups/2026-11-22.zip"})
final class StoreCommand implements Callable<Integer> {

    @Mixin
    private Options options = new Options();

    @Override
    public Integer call() {
        try (Store store = RunsCommand.open(options)) {
            System.out.println("The store at " + store.address() + " holds " + told(StoreCopy.counts(store)));
            store.orders()
                    .halts()
                    .forEach(halt -> System.out.println(halt.order().reason() + "; " + halt.remedy() + "."));
        }
        return ExitCode.SUCCEEDED;
    }

    private static String told(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(table -> table.getKey() + " " + table.getValue())
                .collect(Collectors.joining(", "));
    }

    /** A copy to be put away. */
    @Command(
            name = "backup",
            mixinStandardHelpOptions = true,
            description = "Backs a store on an H2 file up, also while serve runs: a zip file with the store's file.",
            footer = {"", "Example: outbound store backup backups/2026-11-22.zip"})
    static final class Backup implements Callable<Integer> {

        @Mixin
        private Options options = new Options();

        @Parameters(paramLabel = "<file>", description = "The zip file; it must not be there yet.")
        private Path file = Path.of("");

        @Override
        public Integer call() {
            try (Store store = RunsCommand.open(options)) {
                StoreBackup.write(store, file);
                System.out.println("The store at " + store.address() + " is in " + file
                        + ", which is as confidential as the store and readable by you only.");
            }
            return ExitCode.SUCCEEDED;
        }
    }

    /** A move to another database. */
    @Command(
            name = "copy",
            mixinStandardHelpOptions = true,
            description = {
                "Copies all that a store on an H2 file holds into the store that the settings name, which must be empty.",
                "Nothing may work on either. Afterwards the old store is stopped, and tells where it was copied to, so that"
                        + " a program that still uses it sends nothing; 'runs resume --all --although-copied' sets it going"
                        + " again."
            },
            footer = {"", "Example: outbound store copy --from jdbc:h2:file:./data/outbound"})
    static final class Copy implements Callable<Integer> {

        private static final String COPIED = "OPERATOR_STORE_COPIED";
        private static final String STOPPED = "OPERATOR_STOPPED_ALL";

        @Mixin
        private Options options = new Options();

        @Option(
                names = "--from",
                required = true,
                paramLabel = "ADDRESS",
                description = "The JDBC address of the H2 file, e.g. jdbc:h2:file:./data/outbound.")
        private String from = "";

        @Override
        public Integer call() {
            Settings settings = Preparation.settings(options, Map.of(), false);
            AuditFile audit = new AuditFile(settings.get(HouseKeys.AUDIT_LOG));
            audit.checkWritable();
            if (from.equals(StorePlace.of(settings).url())) {
                throw new WrongUsage("--from is the store that the settings name (store.url); set STORE_URL to where it"
                        + " is to go");
            }
            Actor actor = new Actor(System.getProperty("user.name", ""), Actor.Through.CLI);
            try (Store source = StoreCopy.openSource(from, Clock.systemUTC());
                    Store target = RunsCommand.open(settings)) {
                // What is still to be told, of whatever run, is told once, by this.
                source.takeAll();
                source.audit().flush(audit);
                Map<String, Long> copied = StoreCopy.copy(source, target, line(actor, COPIED, source));
                source.orders()
                        .copied(target.address(), actor.name(), actor.through().label(), line(actor, STOPPED, source));
                target.audit().flush(audit);
                source.audit().flush(audit);
                System.out.println("Copied: " + told(copied) + ".");
                System.out.println("The store is at " + target.address() + " now; the one at " + from
                        + " is stopped, and is kept as it is for as long as you want it.");
            }
            return ExitCode.SUCCEEDED;
        }

        private static AuditEntry line(Actor actor, String action, Store source) {
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("user", actor.name());
            details.put("through", actor.through().label());
            details.put("store", source.address());
            return new AuditEntry(
                    Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS), "none", "all", action, details);
        }
    }
}
