package io.outboundroutes.app;

import io.outboundroutes.console.ShownBean;
import io.outboundroutes.platform.metrics.HouseMetrics;
import io.outboundroutes.platform.metrics.VendorSight;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** A vendor as an MBean. Thread-safe. */
final class VendorBean {

    private static final double MILLIS = 1000;

    private final VendorSight vendor;
    private final HouseMetrics metrics;
    private final InstantSource clock;

    VendorBean(VendorSight vendor, HouseMetrics metrics, InstantSource clock) {
        this.vendor = vendor;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** The bean. */
    ShownBean shown() {
        return new ShownBean("The vendor " + vendor.vendor() + ", as this program sees it")
                .fact("Configured", Boolean.class, "Whether its address and credentials are set", vendor::configured)
                .fact(
                        "Breaker",
                        String.class,
                        "closed: it is called; open: it failed too often and is left alone; half-open: it is tried",
                        vendor::breaker)
                .fact(
                        "RequestsPerSecond",
                        Double.class,
                        "Requests sent by this process, over the last minute",
                        () -> metrics.sentPerSecond(vendor.vendor()))
                .fact(
                        "BudgetPerSecond",
                        Double.class,
                        "Requests that are allowed, to all processes on the store together",
                        () -> vendor.limits().get(VendorSight.ALL))
                .fact(
                        "BudgetUsedPercent",
                        Double.class,
                        "How much of that this process used, over the last minute",
                        this::used)
                .fact(
                        "BudgetHeldPercent",
                        Double.class,
                        "How much of that this process may use right now; the rest is free, or with other processes",
                        () -> percent(vendor.share()))
                .fact(
                        "PausedUntil",
                        String.class,
                        "Nothing is sent before, because the vendor said so, UTC; empty: it is called",
                        () -> after(vendor.pausedFor()))
                .fact(
                        "TokenSecondsLeft",
                        Double.class,
                        "How long the token at hand can be used; 0: there is none",
                        () -> vendor.tokenLeft().toMillis() / MILLIS)
                .fact(
                        "TokenLastAnswer",
                        String.class,
                        "What it last answered when asked for a token: a status, or io-error; empty: it was not asked",
                        () -> metrics.lastTokenAnswer(vendor.vendor()).orElse(""));
    }

    private double used() {
        Double limit = vendor.limits().get(VendorSight.ALL);
        return percent(limit == null || limit == 0 ? 0 : metrics.sentPerSecond(vendor.vendor()) / limit);
    }

    private static double percent(double part) {
        return Math.round(part * 1000) / 10.0;
    }

    private String after(Duration duration) {
        return duration.isZero()
                ? ""
                : clock.instant().plus(duration).truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
