package io.outboundroutes.app;

import io.outboundroutes.platform.config.HouseKeys;
import io.outboundroutes.platform.config.SegmentationKeys;
import io.outboundroutes.platform.config.Settings;
import io.outboundroutes.platform.intake.InputColumns;
import io.outboundroutes.platform.operate.Workflows;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.component.quartz.QuartzComponent;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The workflows of a house: what the routes and the settings make of them. Thread-safe. */
final class HouseWorkflows implements Workflows {

    private static final Logger LOG = LoggerFactory.getLogger(HouseWorkflows.class);

    private final Settings settings;
    private final Supplier<Set<String>> ids;
    private final Function<String, InputColumns> columns;
    private final Supplier<CamelContext> camel;

    HouseWorkflows(
            Settings settings,
            Supplier<Set<String>> ids,
            Function<String, InputColumns> columns,
            Supplier<CamelContext> camel) {
        this.settings = settings;
        this.ids = ids;
        this.columns = columns;
        this.camel = camel;
    }

    @Override
    public Set<String> ids() {
        return ids.get();
    }

    @Override
    public boolean enabled(String workflow) {
        return WorkflowVendors.switchedOn(settings, routes(), SegmentationKeys.ENABLED.name())
                .contains(workflow);
    }

    @Override
    public String enablingKey(String workflow) {
        String otherwise = SegmentationKeys.ENABLED.name();
        return WorkflowVendors.scan(routes()).containsKey(workflow)
                ? WorkflowVendors.enablingKey(routes(), workflow).orElse(otherwise)
                : otherwise;
    }

    @Override
    public boolean takesInput(String workflow) {
        return WorkflowVendors.takesInput(routes(), workflow);
    }

    private Path routes() {
        return settings.get(HouseKeys.ROUTES_DIR);
    }

    @Override
    public InputColumns columns(String workflow) {
        return columns.apply(workflow);
    }

    @Override
    public Optional<Instant> nextFiring(String workflow) {
        // Quartz knows the schedules of workflows that are not switched on, too.
        if (!enabled(workflow) || !(camel.get().hasComponent("quartz") instanceof QuartzComponent quartz)) {
            return Optional.empty();
        }
        try {
            Scheduler scheduler = quartz.getScheduler();
            if (scheduler == null || !scheduler.isStarted() || scheduler.isInStandbyMode()) {
                return Optional.empty();
            }
            for (TriggerKey key : scheduler.getTriggerKeys(GroupMatcher.anyGroup())) {
                Trigger trigger = key.getName().equals(workflow) ? scheduler.getTrigger(key) : null;
                Date next = trigger == null ? null : trigger.getNextFireTime();
                if (next != null) {
                    return Optional.of(next.toInstant());
                }
            }
        } catch (SchedulerException e) {
            LOG.debug("The schedules do not tell when they fire", e);
        }
        return Optional.empty();
    }

    /** The workflows that the loaded routes make up: those with a route {@code <workflow>-plan}. */
    static Set<String> in(CamelContext camel) {
        Set<String> workflows = new TreeSet<>();
        camel.getRoutes().stream()
                .map(route -> route.getRouteId())
                .filter(id -> id.endsWith("-plan"))
                .forEach(id -> workflows.add(id.substring(0, id.length() - "-plan".length())));
        return workflows;
    }
}
