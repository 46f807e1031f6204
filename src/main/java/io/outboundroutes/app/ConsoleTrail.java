package io.outboundroutes.app;

import io.outboundroutes.console.ActionTrail;
import io.outboundroutes.platform.audit.AuditFile;
import io.outboundroutes.platform.config.Role;
import io.outboundroutes.platform.run.AuditEntry;
import io.outboundroutes.platform.store.Store;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes in the audit trail which MBean was told to do what through Hawtio, and by whom. The line is in the store before it
 * is done, and in the file as soon as that can be written. Thread-safe.
 */
public final class ConsoleTrail implements ActionTrail {

    /** The audit trail's name for it. */
    public static final String ACTION = "OPERATOR_JMX_OPERATION";

    private static final Logger LOG = LoggerFactory.getLogger(ConsoleTrail.class);
    /** What stands in a line that belongs to no run and no workflow. */
    private static final String NONE = "none";

    private final Store store;
    private final AuditFile audit;
    private final InstantSource clock;

    public ConsoleTrail(Store store, AuditFile audit, InstantSource clock) {
        this.store = store;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public void acts(String user, Role role, String on, String operation) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("user", user);
        details.put("through", "console");
        details.put("role", role.label());
        details.put("mbean", on);
        details.put("operation", operation);
        store.audit()
                .add(List.of(
                        new AuditEntry(clock.instant().truncatedTo(ChronoUnit.MILLIS), NONE, NONE, ACTION, details)));
        LOG.info("{} (console) asks for {} of {}", user, operation, on);
        store.audit().tryFlush(audit);
    }
}
