package io.outboundroutes.console;

import java.lang.management.ManagementFactory;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.NotCompliantMBeanException;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/** The MBeans of this JVM, with no exceptions that say nothing. Stateless. */
final class MBeans {

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
}
