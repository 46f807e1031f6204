package io.outboundroutes.app;

import io.outboundroutes.console.ShownBean;
import io.outboundroutes.platform.operate.Replaying;
import io.outboundroutes.platform.store.Delivery;
import io.outboundroutes.platform.store.Parked;
import io.outboundroutes.platform.store.RunFilter;
import io.outboundroutes.platform.store.Standing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What waits, as MBeans: for a receiver, or for a person, who may have it done here. Thread-safe. */
final class WaitingBeans {

    /** So many ids of a kind are listed. */
    private static final int LISTED = 20;

    private static final double MILLIS = 1000;

    private final House house;
    private final HouseSight sight;
    private final InstantSource clock;

    WaitingBeans(House house, HouseSight sight, InstantSource clock) {
        this.house = house;
        this.sight = sight;
        this.clock = clock;
    }

    /** Events. */
    ShownBean outbox() {
        return new ShownBean("Events on their way to other people's servers")
                .fact("Pending", Long.class, "Events that wait for their delivery", () -> events("pending"))
                .fact("Parked", Long.class, "Events that were given up after the last attempt", () -> events("parked"))
                .fact(
                        "OldestPendingSeconds",
                        Double.class,
                        "The age of the oldest event that waits; 0: none does",
                        () -> sight.now()
                                .map(now -> now.oldest().values().stream()
                                        .min(Instant::compareTo)
                                        .map(this::age)
                                        .orElse(0.0))
                                .orElse(null))
                .fact(
                        "AuditLinesPending",
                        Long.class,
                        "Lines that are decided and not yet in the audit trail's file",
                        () -> sight.now().map(Standing.Now::auditLines).orElse(null))
                .operation(
                        "ids",
                        "Lists the events that were given up, by their ids, the " + LISTED + " oldest ones",
                        user -> lines(deliveries()))
                .operation(
                        "replay",
                        "Sends an event that was given up again, under the same id",
                        "id",
                        "An id that 'ids' lists",
                        this::deliver);
    }

    /** What waits for a person. */
    ShownBean parked() {
        return new ShownBean("What waits for a person's decision; counted once a minute at most")
                .fact("Deliveries", Long.class, "Events that were given up", () -> events("parked"))
                .fact("Items", Long.class, "Items that were given up", () -> sight.items("PARKED"))
                .fact(
                        "ItemsUnknown",
                        Long.class,
                        "Items whose write got no answer, and nobody can tell whether it happened",
                        () -> sight.items("UNKNOWN"))
                .operation(
                        "ids",
                        "Lists what waits by the ids that 'replay' takes: the " + LISTED
                                + " oldest items, then as many deliveries. 'outbound parked' lists all, with reasons",
                        user -> lines(Stream.concat(
                                house.store().parked().items(RunFilter.ANY, null, LISTED).stream()
                                        .map(Parked.Waiting::id),
                                deliveries())))
                .operation(
                        "replay",
                        "Goes on with an item, as a run that refers to the old one, and answers that run's id; or sends"
                                + " an event again. 'outbound replay' and the REST API also decide about writes that"
                                + " nobody can tell of",
                        "id",
                        "An id that 'ids' lists: a run's id, '/' and the item's key; or that of a delivery",
                        (user, id) -> Delivery.isId(id) ? deliver(user, id) : goOn(user, id));
    }

    private String goOn(String user, String id) {
        return house.replays()
                .replay(HouseBeans.actor(user), id, Replaying.Options.CAREFUL)
                .id();
    }

    private String deliver(String user, String id) {
        house.desk().replayDelivery(HouseBeans.actor(user), id.toLowerCase(Locale.ROOT));
        return "It is sent again";
    }

    private Stream<String> deliveries() {
        return house.store().parked().deliveries(RunFilter.ANY, null, LISTED).stream()
                .map(Delivery::eventId);
    }

    private static String lines(Stream<String> ids) {
        return ids.collect(Collectors.joining("\n"));
    }

    private @Nullable Long events(String state) {
        return sight.now()
                .map(now -> now.events().stream()
                        .filter(count -> count.state().equals(state))
                        .mapToLong(Standing.Count::count)
                        .sum())
                .orElse(null);
    }

    private double age(Instant since) {
        return Math.max(0, Duration.between(since, clock.instant()).toMillis() / MILLIS);
    }
}
