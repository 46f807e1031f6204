package io.outboundroutes.platform.run;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Hands out the open items of a run: each once in the plan's order, and again whenever it is due. Waiting items are only
 * remembered, by their place in the plan, so that thousands can wait without a thread or their data. Those that are due
 * come before those that were never visited: whoever was begun is finished first.
 *
 * <p>Made for Camel's parallel Splitter, which asks whether there is more before it processes what it has: {@link #hasNext}
 * never waits, and says yes as long as anything may still come; {@link #next} waits, and answers null, once and at the very
 * end, when nothing came any more. That is what the Splitter takes for an end. One thread at a time iterates;
 * {@link #again} and {@link #closed} are called by those that act. Iterating ends when nothing is open any more, or when
 * the run is stopped; in either case not before all that were begun are closed.
 */
public final class Visits implements Iterator<Item> {

    /** A stop is noticed within this time, also when nobody calls. */
    private static final Duration SLICE = Duration.ofMillis(200);

    /**
     * @param dueAt when it comes
     * @param seq its place in the plan
     * @param inHand the item itself, when it comes at once; null: it is read when it comes
     */
    private record Waiting(Instant dueAt, int seq, @Nullable Item inHand) implements Comparable<Waiting> {

        @Override
        public int compareTo(Waiting other) {
            int byTime = dueAt.compareTo(other.dueAt);
            return byTime != 0 ? byTime : Integer.compare(seq, other.seq);
        }
    }

    private final Iterator<Item> firstVisits;
    private final IntFunction<Optional<Item>> fresh;
    private final int atOnce;
    private final InstantSource clock;
    private final BooleanSupplier stopped;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final PriorityQueue<Waiting> waiting = new PriorityQueue<>();
    /** Items that were handed out, by their place, and how they come again; null: not. */
    private final Map<Integer, @Nullable Waiting> underWay = new HashMap<>();

    private volatile boolean ended;

    /**
     * @param firstVisits the open items in the plan's order, read while they are consumed
     * @param fresh an item as it is now, by its place in the plan
     * @param atOnce how many may be under way, at least 1
     * @param clock tells when an item is due
     * @param stopped whether nothing more is to be begun
     */
    public Visits(
            Iterator<Item> firstVisits,
            IntFunction<Optional<Item>> fresh,
            int atOnce,
            InstantSource clock,
            BooleanSupplier stopped) {
        this.firstVisits = firstVisits;
        this.fresh = fresh;
        this.atOnce = Math.max(1, atOnce);
        this.clock = clock;
        this.stopped = stopped;
    }

    /** Whether anything may still come. */
    @Override
    public boolean hasNext() {
        if (ended) {
            return false;
        }
        lock.lock();
        try {
            return !underWay.isEmpty() || (!stopped.getAsBoolean() && (!waiting.isEmpty() || firstVisits.hasNext()));
        } finally {
            lock.unlock();
        }
    }

    /** Waits until an item may be begun, and hands it out; null when none came any more. */
    @Override
    public @Nullable Item next() {
        if (ended) {
            throw new NoSuchElementException();
        }
        Item item = await();
        if (item == null) {
            // The Splitter ends at once when nothing comes any more, whatever is still under way.
            awaitNoneUnderWay();
            ended = true;
            return null;
        }
        lock.lock();
        try {
            underWay.put(item.seq(), null);
        } finally {
            lock.unlock();
        }
        return item;
    }

    private @Nullable Item await() {
        while (!stopped.getAsBoolean() && awaitPlace()) {
            Waiting due = pollDue();
            if (due != null) {
                Item item = due.inHand() != null ? due.inHand() : read(due.seq());
                if (item != null) {
                    return item;
                }
            } else if (firstVisits.hasNext()) {
                Item item = firstVisits.next();
                Instant dueAt = item.dueAt();
                if (dueAt == null || !dueAt.isAfter(clock.instant())) {
                    return item;
                }
                remember(new Waiting(dueAt, item.seq(), null));
            } else if (!awaitSomething()) {
                return null;
            }
        }
        return null;
    }

    private @Nullable Item read(int seq) {
        return fresh.apply(seq).filter(found -> found.fate().isOpen()).orElse(null);
    }

    /**
     * Says that an item which is under way is to be visited again; it comes when it is closed, and due.
     *
     * @param item as it is now
     */
    public void again(Item item, Instant dueAt) {
        boolean atOnce = !dueAt.isAfter(clock.instant());
        lock.lock();
        try {
            if (underWay.containsKey(item.seq())) {
                underWay.put(item.seq(), new Waiting(dueAt, item.seq(), atOnce ? item : null));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Says that an item's visit has ended, whatever came of it. */
    public void closed(Item item) {
        lock.lock();
        try {
            Waiting next = underWay.remove(item.seq());
            if (next != null) {
                waiting.add(next);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void remember(Waiting later) {
        lock.lock();
        try {
            waiting.add(later);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until fewer are under way than may be; false when the run is stopped first. */
    private boolean awaitPlace() {
        lock.lock();
        try {
            while (underWay.size() >= atOnce) {
                if (stopped.getAsBoolean() || !pause(SLICE)) {
                    return false;
                }
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void awaitNoneUnderWay() {
        lock.lock();
        try {
            while (!underWay.isEmpty()) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Waiting pollDue() {
        lock.lock();
        try {
            Waiting first = waiting.peek();
            return first != null && !first.dueAt().isAfter(clock.instant()) ? waiting.poll() : null;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until something may be due; false when nothing is open any more. */
    private boolean awaitSomething() {
        lock.lock();
        try {
            Waiting first = waiting.peek();
            if (first == null && underWay.isEmpty()) {
                return false;
            }
            Duration wait = SLICE;
            if (first != null) {
                Duration untilDue = Duration.between(clock.instant(), first.dueAt());
                wait = untilDue.compareTo(SLICE) < 0 ? untilDue : SLICE;
            }
            return wait.isNegative() || wait.isZero() || pause(wait);
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("WaitNotInLoop") // Those who call it loop, and look again whatever woke them.
    private boolean pause(Duration most) {
        try {
            changed.await(most.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
