package io.outboundroutes.platform.budget;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A rate limit that all processes on one store keep to together. Each holds a part of the rate for a window of 250 ms and
 * the next one, and paces its permits by that part like {@link Pacer}; before a window ends it takes its part of the one
 * after the next. So the store is asked four times a second by a process that calls, and not at all by one that does not.
 *
 * <p>While the store does not answer, the process goes on at an equal share of the rate among those it last saw. Returns
 * waits and never sleeps; asks the store in a thread of its own. Thread-safe.
 */
final class SharedPace implements Pace {

    /** What runs the questions to the store, one at a time. */
    @FunctionalInterface
    interface Later {
        void run(Runnable question, Duration after);
    }

    /** For how long parts are held, twice. */
    static final Duration WINDOW = Duration.ofMillis(250);

    /** How long the store may take to answer before this process goes on without it. */
    static final Duration PATIENCE = Duration.ofMillis(500);

    private static final Logger LOG = LoggerFactory.getLogger(SharedPace.class);
    private static final double NANOS = 1e9;
    private static final long MICRO = 1_000;
    private static final long WINDOW_NANOS = WINDOW.toNanos();
    /** For how long a process that no longer calls goes on holding its part: shorter lulls cost no question. */
    private static final long ACTIVE_NANOS = Duration.ofSeconds(1).toNanos();
    /** Waits up to this are no want of permits. A caller also comes back after this when the store is just being asked. */
    private static final Duration SOON = Duration.ofMillis(5);
    /** Processes ask at the beginning of a window, but not all at once. */
    private static final long SPREAD_NANOS = Duration.ofMillis(20).toNanos();
    /** How much more than it used a process wants when it did not have to wait. */
    private static final double ROOM = 1.25;
    /** The least that a process wants: one in so many permits. */
    private static final double LEAST = 100;
    /** Over how many windows it is counted what a process uses. */
    private static final double COUNTED = 2;

    private final String budget;
    private final Division division;
    private final double limit;
    private final RateLedger ledger;
    private final Later later;
    private final LongSupplier nanoTime;
    private final RandomGenerator random;

    private final LedgerTime time = new LedgerTime();
    private final HeldRate held;
    private final Spending spending;
    private long askedAt;
    private long countedSince;
    private int given;
    private int waitedFor;
    private boolean lacking;
    private double used;

    private int plan;
    /** When the next question is to be asked; null: none is planned. */
    private @Nullable Long plannedAt;

    private @Nullable Long questionSince;
    private int processes = 2;
    private boolean failed;
    /** Until when this process told the others to wait, and whether they have yet to hear of it. */
    private long pausedUntil;

    private boolean pauseUntold;
    /** Until when others told everybody to wait. */
    private long othersPausedUntil;

    SharedPace(
            String budget,
            int permits,
            Duration period,
            RateLedger ledger,
            Later later,
            LongSupplier nanoTime,
            RandomGenerator random) {
        this.budget = budget;
        this.division = new Division(permits, period, WINDOW);
        this.limit = permits * NANOS / period.toNanos();
        this.ledger = ledger;
        this.later = later;
        this.nanoTime = nanoTime;
        this.random = random;
        long now = nanoTime.getAsLong();
        this.held = new HeldRate(WINDOW_NANOS, now);
        this.spending = new Spending(period.toNanos());
        this.askedAt = now - ACTIVE_NANOS;
        this.countedSince = now;
        this.pausedUntil = now;
        this.othersPausedUntil = now;
    }

    @Override
    public synchronized Turn ask(Duration notBefore) {
        if (notBefore.compareTo(SOON) > 0) {
            // A permit is for who can go: one for later would be lost with a process that dies.
            return new Turn(notBefore, false);
        }
        long nanos = nanoTime.getAsLong();
        askedAt = nanos;
        long now = time.at(nanos);
        double unknown = isLost(nanos) ? division.perSecond(processes) / processes : Double.NaN;
        held.advance(now + notBefore.toNanos(), Double.isNaN(unknown) ? 0 : unknown);
        HeldRate.Moment moment = held.next(unknown);
        if (plannedAt == null && questionSince == null) {
            plan(Duration.ZERO);
        }
        Duration wait = Duration.ofNanos(Math.max(0, moment.nanos() - now));
        if (moment.known() && moment.nanos() < now + 2 * WINDOW_NANOS) {
            held.give(moment.nanos());
            spending.granted(nanos + wait.toNanos());
            given++;
            waitedFor += wait.compareTo(SOON) > 0 ? 1 : 0;
            return new Turn(wait, true);
        }
        boolean told = !Double.isNaN(held.in(held.window(now)));
        lacking |= told;
        // Of a window one learns when the one before it begins.
        Duration comeBack = wait.minus(WINDOW).plusNanos(SPREAD_NANOS);
        return new Turn(longer(longer(SOON, notBefore), comeBack), false);
    }

    @Override
    public synchronized Turn spend() {
        return spending.spend(nanoTime.getAsLong());
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** Whether the store did not answer the last question, or keeps the next one from being asked. */
    private boolean isLost(long nanos) {
        return failed || isOverdue(questionSince, nanos) || isOverdue(plannedAt, nanos);
    }

    private static boolean isOverdue(@Nullable Long since, long nanos) {
        return since != null && nanos - since > PATIENCE.toNanos();
    }

    private void plan(Duration after) {
        plannedAt = nanoTime.getAsLong() + after.toNanos();
        int own = ++plan;
        later.run(() -> question(own), after);
    }

    /** Asks the store; not when another question was planned in place of this one. */
    private void question(int own) {
        Duration pause;
        long until;
        double wanted;
        synchronized (this) {
            if (own != plan || questionSince != null) {
                return;
            }
            plannedAt = null;
            long nanos = nanoTime.getAsLong();
            questionSince = nanos;
            until = pausedUntil;
            pause = pauseUntold && until > nanos ? Duration.ofNanos(until - nanos) : null;
            wanted = wanted(nanos);
        }
        try {
            RateLedger.Told told = ledger.exchange(
                    budget,
                    pause,
                    (micros, mine, others) ->
                            division.take(mine, others, Math.floorDiv(micros * MICRO, WINDOW_NANOS), wanted));
            answered(told, until);
        } catch (RuntimeException e) {
            unanswered(e);
        }
    }

    /** Permits per second that this process could use, by what it used and whether it had to wait for that. */
    private double wanted(long nanos) {
        double all = division.perSecond(1);
        boolean limited = lacking || waitedFor * 2 > given;
        double seconds = Math.max(nanos - countedSince, WINDOW_NANOS) / NANOS;
        used += (given / seconds - used) / COUNTED;
        boolean idle = nanos - askedAt >= 2 * WINDOW_NANOS;
        double wanted = limited ? all : Math.min(all, (idle ? 0 : used * ROOM) + all / LEAST);
        given = 0;
        waitedFor = 0;
        lacking = false;
        countedSince = nanos;
        return wanted;
    }

    private synchronized void answered(RateLedger.Told told, long toldPause) {
        long nanos = nanoTime.getAsLong();
        double before = isLost(nanos) ? division.perSecond(processes) / processes : 0;
        time.told(told.micros(), told.askedNanos(), told.toldNanos());
        long now = time.at(nanos);
        held.hold(told.mine(), now, before);
        processes = 1
                + (int) told.others().stream()
                        .filter(other -> other.isOf(told.mine().window(), Part.REMEMBERED))
                        .count();
        questionSince = null;
        if (failed) {
            failed = false;
            LOG.info("{}: the store answers again, and its rate limit is shared as before", budget);
        }
        pauseUntold &= pausedUntil > toldPause;
        othersPausedUntil =
                Math.max(othersPausedUntil, told.toldNanos() + told.pauseLeft().toNanos());
        if (pauseUntold) {
            plan(Duration.ZERO);
        } else if (nanos - askedAt < ACTIVE_NANOS || held.owes()) {
            long next = held.start(told.mine().window() + 1) + random.nextLong(SPREAD_NANOS);
            plan(Duration.ofNanos(Math.max(0, next - now)));
        }
    }

    private synchronized void unanswered(RuntimeException why) {
        questionSince = null;
        if (!failed) {
            failed = true;
            LOG.warn(
                    "{}: the store does not answer; until it does, this process keeps to a part of the rate limit"
                            + " (1/{}, for there were {} processes): {}",
                    budget,
                    processes,
                    processes,
                    why.getMessage());
        }
        if (pauseUntold || nanoTime.getAsLong() - askedAt < ACTIVE_NANOS) {
            plan(PATIENCE);
        }
    }

    @Override
    public double perSecond() {
        return limit;
    }

    @Override
    public synchronized double share() {
        long nanos = nanoTime.getAsLong();
        double rate = held.in(held.window(time.at(nanos)));
        if (Double.isNaN(rate)) {
            rate = isLost(nanos) ? division.perSecond(processes) / processes : 0;
        }
        return rate / limit;
    }

    @Override
    public synchronized void pauseFor(Duration pause) {
        long until = nanoTime.getAsLong() + pause.toNanos();
        if (until > pausedUntil) {
            pausedUntil = until;
            pauseUntold = true;
            if (questionSince == null) {
                plan(Duration.ZERO);
            }
        }
    }

    @Override
    public synchronized Duration pauseLeft() {
        return Duration.ofNanos(Math.max(0, othersPausedUntil - nanoTime.getAsLong()));
    }

    /** Whether the store answered the last time. */
    synchronized boolean isShared() {
        return questionSince == null && !failed;
    }
}
