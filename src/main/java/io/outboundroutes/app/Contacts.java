package io.outboundroutes.app;

import io.outboundroutes.platform.config.ContactsKeys;
import io.outboundroutes.platform.config.Settings;
import io.outboundroutes.platform.intake.InputColumns;
import io.outboundroutes.workflow.contacts.CallingWindow;
import io.outboundroutes.workflow.contacts.Channel;
import io.outboundroutes.workflow.contacts.ContactsOptions;
import io.outboundroutes.workflow.contacts.RowReader;
import java.util.Map;
import java.util.Set;

/** Builds what external-contacts brings, from the settings. Stateless. */
final class Contacts {

    private Contacts() {}

    static WorkflowKit kit(WorkflowKit.Parts parts) {
        Settings settings = parts.settings();
        ContactsOptions options = options(settings);
        ContactWishes wishes = new ContactWishes(
                parts.store(), parts.targets().apply(ContactsSteps.WORKFLOW).host());
        ContactsPlan plan = new ContactsPlan(
                options,
                settings.get(ContactsKeys.MAX_PER_RUN),
                settings.get(ContactsKeys.MAX_AGE),
                settings.get(ContactsKeys.SEND_KEY_RETENTION),
                parts.store(),
                wishes,
                parts.clock());
        return new WorkflowKit(
                new ContactsTraits(settings.get(ContactsKeys.PARALLEL), settings.get(ContactsKeys.MAX_AGE)),
                ContactsKeys.WEBHOOK_URL,
                Map.of("contactsPlan", plan, "contacts", new ContactsSteps(options, wishes, parts.clock())),
                new InputColumns(RowReader.COLUMNS, Set.of(RowReader.METADATA_COLUMN), RowReader.REQUIRED));
    }

    private static ContactsOptions options(Settings settings) {
        return new ContactsOptions(
                settings.get(ContactsKeys.ID_PATTERN),
                Channel.order(settings.get(ContactsKeys.CHANNEL_ORDER)),
                settings.get(ContactsKeys.VALIDATION_TIMEOUT),
                settings.get(ContactsKeys.POLL),
                settings.get(ContactsKeys.PENDING).equals("proceed"),
                settings.get(ContactsKeys.CALLING_WINDOW)
                        .map(hours -> new CallingWindow(hours.from(), hours.until(), hours.zone()))
                        .orElse(null));
    }
}
