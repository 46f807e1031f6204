package io.outboundroutes.sandbox;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The honest answer to each call: token and scope are checked, then the operation is carried out. */
final class VendorApi {

    private final SandboxState state;
    private final TokenEndpoint token;
    private final ContactsEndpoint contacts;
    private final SegmentsEndpoint segments;
    private final SchedulesEndpoint schedules;
    private final JobsEndpoint jobs;
    private final ExternalContactsEndpoint externalContacts;
    private final ConversationsEndpoint conversations;
    private final CampaignsEndpoint campaigns;
    private final ContactListsEndpoint lists;

    VendorApi(SandboxOptions options, SandboxState state) {
        this.state = state;
        this.token = new TokenEndpoint(options, state.tokens());
        this.contacts = new ContactsEndpoint(state.contacts());
        this.segments = new SegmentsEndpoint(state.segmentStore(), state.contacts(), options);
        this.schedules = new SchedulesEndpoint(state);
        this.jobs = new JobsEndpoint(state);
        this.externalContacts = new ExternalContactsEndpoint(state, options);
        this.conversations = new ConversationsEndpoint(state, options);
        this.campaigns = new CampaignsEndpoint(state.campaigns(), options.clock());
        this.lists = new ContactListsEndpoint(state.lists());
    }

    Answer answer(Operation operation, Call call) {
        try {
            if (operation.scope() != null) {
                authorize(call, operation.scope());
            }
            return switch (operation) {
                case TOKEN -> token.answer(call);
                case CONTACTS_QUERY -> contacts.answer(call);
                case SCHEDULES_LIST -> schedules.list(call);
                case SCHEDULES_CREATE -> schedules.create(call);
                case JOBS_CREATE -> jobs.create(call);
                case CONTACTS_REGISTER -> externalContacts.register(call);
                case CONTACTS_GET -> externalContacts.get(call);
                case CONVERSATIONS_CREATE -> conversations.create(call);
                case CAMPAIGNS_LIST -> campaigns.list(call);
                case CAMPAIGN_STATISTICS -> campaigns.statistics(call);
                case SEGMENTS_CREATE -> segments.create(call);
                case SEGMENTS_GET -> segments.get(call);
                case LIST_GET -> lists.get(call);
                case LIST_CONTACTS -> lists.contacts(call);
                case LIST_ADD -> lists.add(call);
                case LIST_REMOVE -> lists.remove(call);
                case WEBHOOK -> webhook(call);
                case UNKNOWN -> Errors.answer(404, "not.found", "The contract knows no " + call.method() + " here");
            };
        } catch (Refused e) {
            return e.answer();
        }
    }

    static Answer unauthorized() {
        return Errors.answer(401, "bad.credentials", "Invalid login credentials")
                .withHeader("WWW-Authenticate", "Bearer realm=\"sandbox\"");
    }

    private void authorize(Call call, String scope) {
        String sent = bearer(call.header("Authorization"));
        List<String> scopes = sent == null ? null : state.tokens().scopes(sent);
        if (scopes == null) {
            throw new Refused(unauthorized());
        }
        if (!scopes.contains(scope)) {
            throw new Refused(Errors.answer(
                    403, "missing.any.permissions", "Unable to perform the requested action: scope " + scope));
        }
    }

    private static @Nullable String bearer(@Nullable String header) {
        return header != null && header.toLowerCase(Locale.ROOT).startsWith("bearer ")
                ? header.substring(7).trim()
                : null;
    }

    private Answer webhook(Call call) {
        state.take(call);
        return Answer.empty(204);
    }
}
