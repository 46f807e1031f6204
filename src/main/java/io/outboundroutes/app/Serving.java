package io.outboundroutes.app;

import io.outboundroutes.platform.engine.RunExecutor;
import java.time.Duration;
import org.apache.camel.component.quartz.QuartzComponent;
import org.jspecify.annotations.Nullable;
import org.quartz.SchedulerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A house at work: its schedules fire, and the runs of its workflows are executed, whoever asked for them. Stops in
 * order: no new work, a grace for what is under way, then what has not ended is left for the next start. Used by one
 * thread.
 */
public final class Serving {

    private static final Logger LOG = LoggerFactory.getLogger(Serving.class);

    private final House house;

    private Serving(House house) {
        this.house = house;
    }

    /** Begins to serve; returns at once. Runs that an earlier process left are gone on with. */
    public static Serving start(House house) {
        return start(house, house.execution());
    }

    /** The same with something around the execution of each run. */
    public static Serving start(House house, RunExecutor executor) {
        Serving serving = new Serving(house);
        house.serve();
        house.engine().start(house.workflows(), executor);
        try {
            QuartzComponent quartz = serving.quartz();
            if (quartz != null) {
                quartz.getScheduler().start();
            }
        } catch (SchedulerException e) {
            throw new IllegalStateException("The schedules cannot be started", e);
        }
        return serving;
    }

    /**
     * Stops serving. The house is to be closed afterwards.
     *
     * @param grace how long runs under way may take to end by themselves
     * @return whether no run is under way any more
     */
    public boolean stop(Duration grace) {
        try {
            QuartzComponent quartz = quartz();
            if (quartz != null) {
                quartz.getScheduler().standby();
            }
        } catch (SchedulerException e) {
            LOG.warn("The schedules could not be stopped", e);
        }
        return house.leaveRuns(grace);
    }

    private @Nullable QuartzComponent quartz() {
        return house.camel().hasComponent("quartz") instanceof QuartzComponent quartz ? quartz : null;
    }
}
