package io.outboundroutes.blocks.run;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * A directory that files are handed in by, for a route that begins with {@code inbox:<directory>} and {@link InboxRoutes
 * take-in}: Camel's {@code file} component with the options that no inbox can do without. Polled by a Quartz cron
 * expression; a file that is being written, hidden or named {@code *.part} or {@code *.tmp} stays; of several processes on
 * one directory one takes a file up, which moves to {@code .done} or {@code .failed} when its run has ended.
 *
 * <p>Parameters: {@code workflow}, which the files are for; {@code cron} and {@code zone}, when to look. Thread-safe.
 */
public final class InboxComponent extends DefaultComponent {

    /** The name of its scheme. */
    static final String SCHEME = "inbox";

    @Override
    protected Endpoint createEndpoint(String uri, String directory, Map<String, Object> parameters) throws Exception {
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("scheduler", "#inboxScheduler");
        file.put("scheduler.cron", given(parameters, "cron"));
        file.put("scheduler.timeZone", given(parameters, "zone"));
        file.put("exclude", "[.].*|.*[.](part|tmp)");
        // Of several nodes on one directory, one takes a file up; it is let go when it was moved, or its node died.
        file.put("readLock", "idempotent-changed");
        file.put("idempotentRepository", "#inboxLocks");
        file.put("idempotentKey", given(parameters, "workflow") + "/${file:name}");
        file.put("readLockMinAge", "2s");
        // Camel would pass an empty one over, in silence and for ever.
        file.put("readLockMinLength", "0");
        file.put("filter", "#inboxFilter");
        file.put("readLockCheckInterval", "500");
        file.put("readLockTimeout", "5s");
        file.put("move", "${header." + InboxSteps.FOLDER + "}/${file:name}");
        return getCamelContext().getComponent("file").createEndpoint("file:" + directory, file);
    }

    private String given(Map<String, Object> parameters, String name) {
        String value = getAndRemoveParameter(parameters, name, String.class);
        if (value == null) {
            throw new IllegalArgumentException(
                    "inbox: needs the parameter '" + name + "', such as "
                            + "workflow: external-contacts, cron: \"{{contacts.inbox-cron}}\", zone: \"{{contacts.cron-zone}}\"");
        }
        return value;
    }
}
