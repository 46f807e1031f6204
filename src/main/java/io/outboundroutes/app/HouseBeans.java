package io.outboundroutes.app;

import io.outboundroutes.console.ShownBean;
import io.outboundroutes.platform.operate.Actor;
import io.outboundroutes.platform.operate.OperatorDesk;
import io.outboundroutes.platform.operate.Refused;
import io.outboundroutes.platform.operate.Replaying;
import io.outboundroutes.platform.operate.Wish;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.store.Orders;
import io.outboundroutes.platform.store.Standing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A house as MBeans, for Hawtio and whatever else looks at a JVM: its workflows, vendors, outbox and parked items, with what
 * an operator may do. The store is looked at once a second at most, however many look here. Thread-safe.
 */
public final class HouseBeans {

    private static final double MILLIS = 1000;

    private final House house;
    private final OperatorDesk desk;
    private final InstantSource clock;
    private final HouseSight sight;

    private HouseBeans(House house, InstantSource clock) {
        this.house = house;
        this.desk = house.desk();
        this.clock = clock;
        this.sight = new HouseSight(house.store(), house.workflows());
    }

    /** The beans of a house, by the keys of their names. */
    public static Map<String, ShownBean> of(House house) {
        return new HouseBeans(house, Clock.systemUTC()).all();
    }

    private Map<String, ShownBean> all() {
        Map<String, ShownBean> beans = new TreeMap<>();
        house.workflows().forEach(workflow -> beans.put("type=Workflow,name=" + workflow, workflow(workflow)));
        house.measures()
                .vendors()
                .forEach(vendor -> beans.put(
                        "type=Vendor,name=" + vendor.vendor(),
                        new VendorBean(vendor, house.measures().metrics(), clock).shown()));
        WaitingBeans waiting = new WaitingBeans(house, sight, clock);
        beans.put("type=Outbox", waiting.outbox());
        beans.put("type=Parked", waiting.parked());
        beans.put("type=House", everything());
        return beans;
    }

    private ShownBean workflow(String workflow) {
        ShownBean bean = new ShownBean(
                "The workflow " + workflow + ": its last run, its next one, and what may be done with it");
        bean.fact(
                        "SwitchedOn",
                        Boolean.class,
                        "Whether this program runs it: its setting .enabled",
                        () -> desk.workflows().enabled(workflow))
                .fact(
                        "Paused",
                        String.class,
                        "Who paused it, or stopped everything, and when; empty: nobody",
                        () -> halt(workflow))
                .fact(
                        "NextFiring",
                        String.class,
                        "When its schedule asks for a run next, UTC; empty: it has no schedule, or none fires here",
                        () -> text(desk.workflows().nextFiring(workflow).orElse(null)))
                .fact(
                        "RunsWaiting",
                        Long.class,
                        "Runs that were asked for and have not begun",
                        () -> runs(workflow, "ASKED"))
                .fact(
                        "RunsUnderWay",
                        Long.class,
                        "Runs that have begun and have not ended",
                        () -> runs(workflow, "RUNNING"))
                .fact(
                        "LastRun",
                        String.class,
                        "The newest run's id; 'outbound runs show <id>' shows its items",
                        () -> last(workflow, Run::id))
                .fact(
                        "LastRunStatus",
                        String.class,
                        "ASKED, RUNNING, SUCCEEDED, PARTIAL, FAILED or SKIPPED",
                        () -> last(workflow, run -> run.status().name()))
                .fact(
                        "LastRunMode",
                        String.class,
                        "live, or dry-run, which writes nothing",
                        () -> last(workflow, run -> run.request().mode().label()))
                .fact(
                        "LastRunAsked",
                        String.class,
                        "When it was asked for, UTC",
                        () -> last(workflow, run -> text(run.askedAt())))
                .fact(
                        "LastRunEnded",
                        String.class,
                        "When it ended, UTC; empty: it has not",
                        () -> last(workflow, run -> text(run.finishedAt())))
                .fact(
                        "LastRunNode",
                        String.class,
                        "The process that executes it, or did last; empty: none has begun it",
                        () -> last(workflow, Run::owner))
                .fact("LastRunSeconds", Double.class, "How long it took", () -> last(workflow, HouseBeans::seconds))
                .fact("LastRunCounts", String.class, "What it counted", () -> last(workflow, RunCounts::of));
        return bean.operation(
                        "run",
                        "Asks for a run, which takes its turn; answers its id",
                        user -> ask(user, workflow, Mode.LIVE))
                .operation(
                        "dryRun",
                        "Asks for a run that stops after its plan and writes nothing; answers its id",
                        user -> ask(user, workflow, Mode.DRY_RUN))
                .operation(
                        "replay",
                        "Goes on with what the newest run left undone, as a run that refers to it; answers its id."
                                + " 'outbound replay' and the REST API also decide about writes that nobody can tell of",
                        user -> replay(user, workflow))
                .operation(
                        "pause",
                        "Begins no further run of it and no further item of one under way, until resume",
                        user -> desk.pause(actor(user), workflow) ? "Paused" : "It was paused before")
                .operation(
                        "resume",
                        "Takes its pause back; what waited goes on",
                        user -> desk.resume(actor(user), workflow) ? "Resumed" : "It was not paused");
    }

    private ShownBean everything() {
        return new ShownBean("The whole program")
                .fact("Version", String.class, "Its version", Version::current)
                .fact(
                        "Node",
                        String.class,
                        "The name of this process, as runs and reports tell it",
                        () -> house.store().owner())
                .fact(
                        "Stopped",
                        String.class,
                        "Who stopped everything, and when; empty: nobody",
                        () -> sight.halts()
                                .map(halts -> halts.stream()
                                        .filter(Orders.Halt::stopsAll)
                                        .map(HouseBeans::text)
                                        .findFirst()
                                        .orElse(""))
                                .orElse(null))
                .operation(
                        "stopAll",
                        "Sends nothing more to any vendor and begins no run, in every process on this store, until resumeAll",
                        user -> desk.stopAll(actor(user)) ? "Everything is stopped" : "Everything was stopped before")
                .operation(
                        "resumeAll",
                        "Takes the stop of everything back; workflows that are paused stay so",
                        user -> desk.resumeAll(actor(user)) ? "Going on" : "Nothing was stopped");
    }

    private String ask(String user, String workflow, Mode mode) {
        return desk.ask(actor(user), new Wish(workflow, mode, false, null), null)
                .id();
    }

    private String replay(String user, String workflow) {
        Run newest = house.store().history().summaries(workflow, 1).stream()
                .findFirst()
                .orElseThrow(() -> new Refused(Refused.Why.UNKNOWN, "There is no run of " + workflow + " yet"));
        return house.replays()
                .replay(actor(user), newest.id(), Replaying.Options.CAREFUL)
                .id();
    }

    static Actor actor(String user) {
        return new Actor(user, Actor.Through.CONSOLE);
    }

    private @Nullable String halt(String workflow) {
        return sight.halts()
                .map(halts -> halts.stream()
                        .filter(halt -> halt.stopsAll() || halt.scope().equals(workflow))
                        .map(HouseBeans::text)
                        .findFirst()
                        .orElse(""))
                .orElse(null);
    }

    private static String text(Orders.Halt halt) {
        return halt.by() + " (" + halt.through() + ") since " + halt.since() + (halt.stopsAll() ? ", everything" : "");
    }

    private @Nullable Long runs(String workflow, String status) {
        return sight.now()
                .map(now -> now.runs().stream()
                        .filter(count -> count.workflow().equals(workflow)
                                && count.state().equals(status))
                        .mapToLong(Standing.Count::count)
                        .sum())
                .orElse(null);
    }

    private <T> @Nullable T last(String workflow, Function<Run, @Nullable T> what) {
        Optional<Run> run = sight.lastRun(workflow);
        return run.isPresent() ? what.apply(run.get()) : null;
    }

    private static @Nullable Double seconds(Run run) {
        return run.startedAt() == null || run.finishedAt() == null
                ? null
                : Duration.between(run.startedAt(), run.finishedAt()).toMillis() / MILLIS;
    }

    private static String text(@Nullable Instant time) {
        return time == null ? "" : time.toString();
    }
}
