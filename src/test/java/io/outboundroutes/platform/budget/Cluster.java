package io.outboundroutes.platform.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Processes that share one rate, on a clock that jumps from event to event. */
final class Cluster {

    static final long SECOND = 1_000_000_000L;
    private static final long MILLI = 1_000_000L;
    /** Where the ledger's clock is when the processes' clocks are at zero; in the middle of a window. */
    private static final long LEDGER_MICROS = 1_700_000_000_123_456L;

    private record Event(long at, long order, Runnable what) {}

    /** A permit that was used. */
    record Sent(long at, String process) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
    private final Map<String, Part> parts = new HashMap<>();
    private final int permits;
    private final Duration period;
    private final Random random;
    private long order;
    private long now;
    private long pausedUntil;
    private String pausedBy = "";

    final List<Sent> sent = new ArrayList<>();
    int questions;
    /** Whether the ledger refuses, and whether it never answers at all. */
    boolean refusing;

    boolean silent;
    /** The longest that the ledger takes to answer. */
    long ledgerNanos = 2 * MILLI;

    long ledgerStep;
    /** By how much callers come later than they were told to. */
    long lateNanos;

    Cluster(int permits, Duration period, long seed) {
        this.permits = permits;
        this.period = period;
        this.random = new Random(seed);
    }

    /** A process. */
    final class Member implements RateLedger {

        final String name;
        final SharedPace pace;
        final VendorBudget budget;
        boolean dead;
        private long heldUpUntil;
        private final List<Caller> callers = new ArrayList<>();

        Member(String name) {
            this.name = name;
            this.pace = new SharedPace(
                    name,
                    permits,
                    period,
                    this,
                    (question, after) -> at(now + after.toNanos(), () -> {
                        if (!dead && !silent) {
                            question.run();
                        }
                    }),
                    () -> now,
                    new Random(random.nextLong()));
            this.budget = new VendorBudget(pace, () -> Instant.EPOCH.plusNanos(now));
        }

        @Override
        public Told exchange(String budget, @Nullable Duration pause, Taking taking) {
            questions++;
            if (refusing) {
                throw new IllegalStateException("no ledger");
            }
            long asked = now;
            // The clock goes on while the ledger answers, and nothing else happens meanwhile.
            now += random.nextLong(ledgerNanos) + 1;
            long ledger = LEDGER_MICROS + ledgerStep + now / 1_000;
            long told = now;
            if (pause != null && now + pause.toNanos() > pausedUntil) {
                pausedUntil = now + pause.toNanos();
                pausedBy = name;
            }
            List<Part> others = new ArrayList<>();
            parts.forEach((process, part) -> {
                if (!process.equals(name)) {
                    others.add(part);
                }
            });
            Part mine = taking.take(ledger, parts.get(name), others);
            parts.put(name, mine);
            long left = pausedBy.equals(name) ? 0 : Math.max(0, pausedUntil - now);
            return new Told(ledger, asked, told, mine, others, Duration.ofNanos(left));
        }

        @Override
        public void leave() {
            throw new UnsupportedOperationException();
        }

        /** Callers that ask one permit after the other, each so long after it used the last one. */
        void calls(int callers, Duration latency) {
            for (int i = 0; i < callers; i++) {
                Caller caller = new Caller(this, latency);
                this.callers.add(caller);
                at(now + random.nextLong(MILLI), caller::ask);
            }
        }

        void hangUp() {
            callers.forEach(caller -> caller.stopped = true);
            callers.clear();
        }

        /** Its callers do nothing for a while, and then at once what they were to do meanwhile. */
        void holdUp(Duration time) {
            heldUpUntil = now + time.toNanos();
        }

        /** Calls no more and asks the ledger no more. */
        void die() {
            hangUp();
            dead = true;
        }
    }

    private final class Caller {

        private final Member process;
        private final Duration latency;
        private boolean stopped;

        Caller(Member process, Duration latency) {
            this.process = process;
            this.latency = latency;
        }

        void ask() {
            if (stopped) {
                return;
            }
            Pace.Turn turn = process.budget.ask(Duration.ZERO);
            after(turn.in(), turn.granted() ? this::send : this::ask);
        }

        private void after(Duration wait, Runnable what) {
            long late = lateNanos == 0 ? 0 : random.nextLong(lateNanos);
            at(now + wait.toNanos() + late, () -> unlessHeldUp(what));
        }

        private void unlessHeldUp(Runnable what) {
            if (now < process.heldUpUntil) {
                at(process.heldUpUntil, () -> unlessHeldUp(what));
            } else {
                what.run();
            }
        }

        private void send() {
            if (stopped) {
                return;
            }
            if (process.budget.isPaused()) {
                ask();
                return;
            }
            Pace.Turn turn = process.budget.spend();
            if (!turn.granted() || !turn.in().isZero()) {
                after(turn.in(), turn.granted() ? this::send : this::ask);
                return;
            }
            sent.add(new Sent(now, process.name));
            at(now + latency.toNanos(), this::ask);
        }
    }

    private void at(long when, Runnable what) {
        events.add(new Event(when, order++, what));
    }

    Member process(String name) {
        return new Member(name);
    }

    long now() {
        return now;
    }

    /** Lets time go by. */
    void run(Duration time) {
        long end = now + time.toNanos();
        while (!events.isEmpty() && events.peek().at() < end) {
            Event event = events.remove();
            now = Math.max(now, event.at());
            event.what().run();
        }
        now = Math.max(now, end);
    }

    /** What one process sent from a moment on, for a while. */
    long sentBy(String process, long from, Duration time) {
        return sent.stream()
                .filter(each -> each.process().equals(process))
                .filter(each -> each.at() >= from && each.at() < from + time.toNanos())
                .count();
    }

    /** The most that any period saw. */
    int most() {
        long[] times = sent.stream().mapToLong(Sent::at).sorted().toArray();
        int most = 0;
        int first = 0;
        for (int last = 0; last < times.length; last++) {
            while (times[last] - times[first] >= period.toNanos()) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }
}
