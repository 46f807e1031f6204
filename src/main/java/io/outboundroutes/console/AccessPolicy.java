package io.outboundroutes.console;

import io.outboundroutes.platform.config.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.management.ObjectName;
import org.jolokia.server.core.restrictor.RestrictorFactory;
import org.jolokia.server.core.restrictor.policy.PolicyRestrictor;

/**
 * What each role may do, as {@code jolokia-access.xml} (for everybody) and {@code jolokia-operators.xml} (what operators may
 * besides) say. Thread-safe.
 */
final class AccessPolicy {

    private static final String EVERYBODY = "classpath:/jolokia-access.xml";
    private static final String OPERATORS = "classpath:/jolokia-operators.xml";

    private final PolicyRestrictor everybody = read(EVERYBODY);
    private final PolicyRestrictor operators = read(OPERATORS);

    private static PolicyRestrictor read(String location) {
        try {
            PolicyRestrictor policy = RestrictorFactory.lookupPolicyRestrictor(location);
            if (policy == null) {
                throw new IllegalStateException("The console's policy " + location + " is missing");
            }
            return policy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What holds for all roles alike: kinds of requests, attributes. */
    PolicyRestrictor common() {
        return everybody;
    }

    /** Whether an operation only shows something, so that everybody may ask for it. */
    boolean shows(ObjectName bean, String operation) {
        return !bean.isPattern() && everybody.isOperationAllowed(bean, operation);
    }

    /** Whether an operation changes something and is one that operators may do. */
    boolean acts(ObjectName bean, String operation) {
        return !bean.isPattern() && operators.isOperationAllowed(bean, operation);
    }

    /** Whether a role may have an operation done. */
    boolean allows(Role role, ObjectName bean, String operation) {
        return shows(bean, operation) || (role == Role.OPERATOR && acts(bean, operation));
    }
}
