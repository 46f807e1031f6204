package io.outboundroutes.app.cli;

import io.outboundroutes.platform.audit.AuditFile;
import io.outboundroutes.platform.config.HouseKeys;
import io.outboundroutes.platform.config.Settings;
import io.outboundroutes.platform.operate.Actor;
import io.outboundroutes.platform.run.AuditEntry;
import io.outboundroutes.platform.store.People;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.workflow.contacts.ContactDigest;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A person, forgotten. */
@Command(
        name = "forget",
        mixinStandardHelpOptions = true,
        description =
                "Removes what the store holds of one contact: items, their rows in reports, rows that wait, events,"
                        + " requests that wait. Outcomes and counts stay, and the audit trail, which names ids only.",
        footer = {"", "Example: outbound forget C-17"})
final class ForgetCommand implements Callable<Integer> {

    @Mixin
    private Options options = new Options();

    @Parameters(paramLabel = "<contact id>", description = "Our id of the contact, or the vendor's.")
    private String id = "";

    @Override
    public Integer call() {
        if (id.isBlank()) {
            throw new WrongUsage("forget: expected the id of a contact");
        }
        Settings settings = Preparation.settings(options, Map.of(), false);
        AuditFile audit = new AuditFile(settings.get(HouseKeys.AUDIT_LOG));
        audit.checkWritable();
        Actor actor = new Actor(System.getProperty("user.name", ""), Actor.Through.CLI);
        AuditEntry line = new AuditEntry(
                Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS),
                "none",
                "all",
                "OPERATOR_FORGOT",
                Map.of("user", actor.name(), "through", actor.through().label()));
        try (Store store = RunsCommand.open(settings)) {
            People.Forgotten gone = store.people().forget(id, ContactDigest::of, line);
            store.audit().flush(audit);
            System.out.println(
                    gone.isNothing()
                            ? "Nothing was known of the contact."
                            : "Forgotten: " + gone.items() + " items of " + gone.runs() + " runs, " + gone.events()
                                    + " events, " + gone.rows() + " rows that wait, " + gone.wishes()
                                    + " requests that wait.");
            return ExitCode.SUCCEEDED;
        }
    }
}
