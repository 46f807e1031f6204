package io.outboundroutes.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanException;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.ReflectionException;
import org.jspecify.annotations.Nullable;

/**
 * An MBean made of facts and operations that each say what they are, since that is what Hawtio shows to people. Facts are
 * read only. Built by one thread, then thread-safe when what it asks is.
 */
public final class ShownBean implements DynamicMBean {

    /** Who calls without having logged in to Hawtio: whoever may attach to this process, so its own user. */
    public static final String LOCAL = "jmx";

    /** What an operation does. */
    @FunctionalInterface
    public interface Act {

        /**
         * Does it.
         *
         * @param user who wants it
         * @return what came of it, for people
         * @throws RuntimeException with a message for people when it cannot be done
         */
        String by(String user);
    }

    /** What an operation does with something that is named to it. */
    @FunctionalInterface
    public interface ActOn {

        /**
         * Does it.
         *
         * @param user who wants it
         * @param named as it was typed; never blank, without blanks around it
         * @return what came of it, for people
         * @throws RuntimeException with a message for people when it cannot be done
         */
        String by(String user, String named);
    }

    private record Fact(MBeanAttributeInfo info, Supplier<?> value) {}

    private record Operation(MBeanOperationInfo info, ActOn act) {}

    private final String description;
    private final Map<String, Fact> facts = new LinkedHashMap<>();
    private final Map<String, Operation> operations = new LinkedHashMap<>();

    /** @param description what it is about, in a sentence */
    public ShownBean(String description) {
        this.description = description;
    }

    /**
     * Adds a fact.
     *
     * @param type of the value; one that every client of JMX knows
     * @param value asked each time somebody looks; null: not known
     */
    public <T> ShownBean fact(String name, Class<T> type, String what, Supplier<? extends @Nullable T> value) {
        facts.put(name, new Fact(new MBeanAttributeInfo(name, type.getName(), what, true, false, false), value));
        return this;
    }

    /** Adds an operation without parameters. */
    public ShownBean operation(String name, String what, Act act) {
        return operation(name, what, new MBeanParameterInfo[0], (user, nothing) -> act.by(user));
    }

    /** Adds an operation with one parameter, a text. */
    public ShownBean operation(String name, String what, String parameter, String tellsOfIt, ActOn act) {
        MBeanParameterInfo info = new MBeanParameterInfo(parameter, String.class.getName(), tellsOfIt);
        return operation(name, what, new MBeanParameterInfo[] {info}, act);
    }

    private ShownBean operation(String name, String what, MBeanParameterInfo[] parameters, ActOn act) {
        MBeanOperationInfo info =
                new MBeanOperationInfo(name, what, parameters, String.class.getName(), MBeanOperationInfo.ACTION);
        operations.put(name, new Operation(info, act));
        return this;
    }

    @Override
    public @Nullable Object getAttribute(String name) throws AttributeNotFoundException {
        Fact fact = facts.get(name);
        if (fact == null) {
            throw new AttributeNotFoundException("There is no " + name);
        }
        return fact.value().get();
    }

    @Override
    public AttributeList getAttributes(String[] names) {
        List<Attribute> values = new ArrayList<>();
        for (String name : names) {
            Fact fact = facts.get(name);
            if (fact != null) {
                values.add(new Attribute(name, fact.value().get()));
            }
        }
        AttributeList list = new AttributeList();
        list.addAll(values);
        return list;
    }

    @Override
    public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
        throw new AttributeNotFoundException(attribute.getName() + " cannot be written");
    }

    @Override
    public AttributeList setAttributes(AttributeList attributes) {
        return new AttributeList();
    }

    @Override
    public Object invoke(String name, Object @Nullable [] arguments, String @Nullable [] types)
            throws MBeanException, ReflectionException {
        Operation operation = operations.get(name);
        Object[] given = arguments == null ? new Object[0] : arguments;
        if (operation == null || given.length != operation.info().getSignature().length) {
            throw new ReflectionException(
                    new NoSuchMethodException(name), "There is no operation " + name + " with these arguments");
        }
        try {
            String user = Caller.current().map(Caller::user).orElse(LOCAL);
            return operation.act().by(user, given.length == 0 ? "" : named(given[0]));
        } catch (RuntimeException e) {
            // Clients far away have not our classes: what goes to them is a text.
            throw new MBeanException(new IllegalStateException(e.getMessage()), e.getMessage());
        }
    }

    private static String named(@Nullable Object argument) {
        String text = argument == null ? "" : argument.toString().strip();
        if (text.isEmpty()) {
            throw new IllegalArgumentException("It wants to be told which one: the parameter is empty");
        }
        return text;
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        return new MBeanInfo(
                ShownBean.class.getName(),
                description,
                facts.values().stream().map(Fact::info).toArray(MBeanAttributeInfo[]::new),
                null,
                operations.values().stream().map(Operation::info).toArray(MBeanOperationInfo[]::new),
                null);
    }
}
