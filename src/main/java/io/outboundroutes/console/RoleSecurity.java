package io.outboundroutes.console;

import io.hawt.jmx.JMXSecurityMBean;
import io.outboundroutes.platform.config.Role;
import java.util.List;
import java.util.Map;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularDataSupport;

/**
 * Tells Hawtio's pages which operations the user may have done, so that they do not offer the others. It only tells;
 * {@link RoleRestrictor} decides. Stateless.
 */
final class RoleSecurity implements JMXSecurityMBean {

    /** Hawtio's pages take the one whose name is not that of Hawtio's own, which allows everything. */
    static final String NAME = "hawtio:type=security,area=jmx,name=OutboundRoutes";

    private final AccessPolicy policy;

    RoleSecurity(AccessPolicy policy) {
        this.policy = policy;
    }

    /** Everything may be looked at. */
    @Override
    public boolean canInvoke(String bean) {
        return true;
    }

    @Override
    public boolean canInvoke(String bean, String operation) throws MalformedObjectNameException {
        Role role = Caller.current().map(Caller::role).orElse(Role.VIEWER);
        return policy.allows(role, new ObjectName(bean), operation);
    }

    @Override
    public boolean canInvoke(String bean, String operation, String[] types) throws MalformedObjectNameException {
        return canInvoke(bean, operation + "(" + String.join(",", types) + ")");
    }

    @Override
    public TabularData canInvoke(Map<String, List<String>> questions)
            throws MalformedObjectNameException, OpenDataException {
        TabularData answers = new TabularDataSupport(CAN_INVOKE_TABULAR_TYPE);
        for (Map.Entry<String, List<String>> question : questions.entrySet()) {
            if (question.getValue().isEmpty()) {
                answers.put(answer(question.getKey(), "", true));
            }
            for (String operation : question.getValue()) {
                answers.put(answer(question.getKey(), operation, canInvoke(question.getKey(), operation)));
            }
        }
        return answers;
    }

    private static CompositeDataSupport answer(String bean, String operation, boolean may) throws OpenDataException {
        return new CompositeDataSupport(
                CAN_INVOKE_RESULT_ROW_TYPE, CAN_INVOKE_RESULT_COLUMNS, new Object[] {bean, operation, may});
    }
}
