package io.outboundroutes.console;

import io.outboundroutes.platform.config.Role;
import java.util.Optional;
import javax.management.ObjectName;
import org.jolokia.server.core.service.api.Restrictor;
import org.jolokia.server.core.util.HttpMethod;
import org.jolokia.server.core.util.RequestType;

/**
 * Decides what Jolokia does for whom: nothing for somebody unknown, and for the others what {@link AccessPolicy} allows
 * their role. Tells the log what it refuses; has what changes something noted before it is done. Thread-safe.
 */
final class RoleRestrictor implements Restrictor {

    /** MBeans of our own note by themselves what they do, and what came of it. */
    static final String OWN_DOMAIN = "io.outboundroutes";

    private final AccessPolicy policy;
    private final ActionTrail trail;
    private final Refusals refusals;

    RoleRestrictor(AccessPolicy policy, ActionTrail trail, Refusals refusals) {
        this.policy = policy;
        this.trail = trail;
        this.refusals = refusals;
    }

    /**
     * Whether a request may be looked at any further. Reading and executing are judged by what is read and executed.
     *
     * @param elsewhere whether another JVM is to answer it
     */
    boolean admits(RequestType type, boolean elsewhere) {
        if (elsewhere) {
            refused(type.getName(), "in another JVM");
            return false;
        }
        return type == RequestType.READ || type == RequestType.EXEC || type == RequestType.WRITE || isTypeAllowed(type);
    }

    @Override
    public boolean isOperationAllowed(ObjectName bean, String operation) {
        Optional<Caller> caller = Caller.current();
        String asked = String.valueOf(operation);
        if (caller.isPresent() && policy.shows(bean, asked)) {
            return true;
        }
        boolean acts =
                caller.filter(c -> c.role() == Role.OPERATOR && c.posts()).isPresent() && policy.acts(bean, asked);
        if (!acts) {
            refused("exec", bean + " " + asked);
            return false;
        }
        if (!bean.getDomain().equals(OWN_DOMAIN)) {
            trail.acts(caller.get().user(), caller.get().role(), bean.getCanonicalName(), Refusals.plain(asked));
        }
        return true;
    }

    @Override
    public boolean isAttributeReadAllowed(ObjectName bean, String attribute) {
        boolean allowed = isSomebody() && policy.common().isAttributeReadAllowed(bean, attribute);
        if (!allowed) {
            // Whoever reads all attributes at once is refused some in good faith: a line for the bean says enough.
            refused("read", bean.toString());
        }
        return allowed;
    }

    @Override
    public boolean isAttributeWriteAllowed(ObjectName bean, String attribute) {
        refused("write", bean + " " + attribute);
        return false;
    }

    @Override
    public boolean isTypeAllowed(RequestType type) {
        boolean allowed = isSomebody() && policy.common().isTypeAllowed(type);
        if (!allowed) {
            refused(type.getName(), "requests");
        }
        return allowed;
    }

    @Override
    public boolean isHttpMethodAllowed(HttpMethod method) {
        boolean allowed = policy.common().isHttpMethodAllowed(method);
        if (!allowed) {
            refused("method", method.getMethod());
        }
        return allowed;
    }

    @Override
    public boolean isRemoteAccessAllowed(String... hostOrAddress) {
        return policy.common().isRemoteAccessAllowed(hostOrAddress);
    }

    /** No answer invites scripts of other origins; that they may not ask at all is {@link SameOriginFilter}'s. */
    @Override
    public boolean isOriginAllowed(String origin, boolean onlyWhenStrict) {
        return onlyWhenStrict;
    }

    @Override
    public boolean isObjectNameHidden(ObjectName name) {
        return policy.common().isObjectNameHidden(name);
    }

    private static boolean isSomebody() {
        return Caller.current().isPresent();
    }

    private void refused(String kind, String what) {
        String whom = Caller.current()
                .map(caller -> caller.user() + " (" + caller.role().label() + ")")
                .orElse("somebody who is not logged in");
        refusals.refused(whom, kind, what);
    }
}
