package io.outboundroutes.platform.metrics;

import java.time.Duration;
import java.util.Map;

/** How things stand with one vendor at this moment, as seen by this process. Implementations are thread-safe and quick. */
public interface VendorSight {

    /** The budget that every request of a vendor takes part in. */
    String ALL = "all";

    /** The vendor's id. */
    String vendor();

    /** Whether it can be called at all: address and credentials are set. */
    boolean configured();

    /** {@code closed}, {@code open} or {@code half-open}. */
    String breaker();

    /** How long nothing is sent because the vendor said so; zero when it is called. */
    Duration pausedFor();

    /** How long the token at hand can still be used; zero when there is none. */
    Duration tokenLeft();

    /** What of {@link #ALL} this process may use at this moment, 0 to 1; the rest is with other processes on the store. */
    double share();

    /** Requests per second that are allowed to all processes on the store together, by the name of the budget; {@link #ALL} is always there. */
    Map<String, Double> limits();
}
