package io.outboundroutes.console;

import java.lang.management.ManagementFactory;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.NotCompliantMBeanException;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The MBeans of this JVM, with no exceptions that say nothing. Stateless. */
final class MBeans {

    private static final Logger LOG = LoggerFactory.getLogger(MBeans.class);
    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    private MBeans() {}

    static <T> StandardMBean standard(T bean, Class<T> shown) {
        try {
            return new StandardMBean(bean, shown);
        } catch (NotCompliantMBeanException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Puts a bean in the place of whatever has its name. */
    static void replace(String name, Object bean) {
        remove(name);
        try {
            SERVER.registerMBean(bean, new ObjectName(name));
        } catch (JMException e) {
            throw new IllegalStateException("The MBean " + name + " cannot be shown", e);
        }
    }

    /** Takes a bean away; does nothing when there is none. */
    static void remove(String name) {
        try {
            SERVER.unregisterMBean(new ObjectName(name));
        } catch (InstanceNotFoundException e) {
            return;
        } catch (JMException e) {
            throw new IllegalStateException("The MBean " + name + " cannot be taken away", e);
        }
    }

    /**
     * Shows a bean of ours. Where one has its name already, of another house in this JVM, it gets a number too.
     *
     * @param keys such as {@code type=Outbox}
     * @return the name it got
     */
    static String add(String keys, Object bean) {
        for (int house = 1; ; house++) {
            String name = RoleRestrictor.OWN_DOMAIN + ":" + keys + (house == 1 ? "" : ",house=" + house);
            try {
                SERVER.registerMBean(bean, new ObjectName(name));
                return name;
            } catch (InstanceAlreadyExistsException e) {
                LOG.debug("{} is taken", name);
            } catch (JMException e) {
                throw new IllegalStateException("The MBean " + name + " cannot be shown", e);
            }
        }
    }
}
