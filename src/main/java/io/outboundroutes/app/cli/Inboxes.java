package io.outboundroutes.app.cli;

import io.outboundroutes.app.ContactsSteps;
import io.outboundroutes.app.SchedulesSteps;
import io.outboundroutes.platform.config.ConfigProblem;
import io.outboundroutes.platform.config.ContactsKeys;
import io.outboundroutes.platform.config.Key;
import io.outboundroutes.platform.config.SchedulesKeys;
import io.outboundroutes.platform.config.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The directories that workflows take files from. Camel only warns of one that it cannot use, and takes nothing in. */
final class Inboxes {

    private static final Map<String, Key<Path>> INBOXES = Map.of(
            SchedulesSteps.WORKFLOW, SchedulesKeys.INBOX,
            ContactsSteps.WORKFLOW, ContactsKeys.INBOX);

    private Inboxes() {}

    /** What keeps the inboxes of these workflows from being used. Makes nothing. */
    static List<ConfigProblem> problems(Settings settings, Collection<String> workflows) {
        List<ConfigProblem> problems = new ArrayList<>();
        INBOXES.forEach((workflow, key) -> {
            if (workflows.contains(workflow) && !isUsable(settings.get(key))) {
                problems.add(new ConfigProblem(
                        key.name(),
                        settings.origin(key),
                        settings.get(key).toString(),
                        "cannot be made or written, seen from " + Path.of("").toAbsolutePath() + " as user "
                                + System.getProperty("user.name"),
                        "give that user the right to write there, or set another directory"));
            }
        });
        return problems;
    }

    /** Whether it is there and can be written, or can be made. */
    private static boolean isUsable(Path inbox) {
        Path there = inbox.toAbsolutePath().normalize();
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        return there != null && Files.isDirectory(there) && Files.isWritable(there);
    }
}
