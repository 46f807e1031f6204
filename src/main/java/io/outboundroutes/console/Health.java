package io.outboundroutes.console;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the program knows about its surroundings, as asked by {@code /observe/health/ready}. Seen without login, so neither
 * addresses nor texts of the vendor belong here.
 *
 * @param storeAnswers whether the store has just answered; without it no run can begin
 * @param paused workflows that an operator has paused, {@code *} when everything is stopped; shown and not judged: they
 *     are paused on every node
 * @param vendors how each vendor is, by its id; shown and not judged: a vendor that is down is no reason to take this
 *     program down
 */
public record Health(boolean storeAnswers, Set<String> paused, Map<String, VendorHealth> vendors) {

    /**
     * How a vendor is.
     *
     * @param breaker {@code closed}, {@code open} or {@code half-open}
     * @param credentials {@code granted}, {@code refused}, {@code untried} or {@code not-configured}
     * @param paused whether nothing is sent because the vendor said so
     */
    public record VendorHealth(String breaker, String credentials, boolean paused) {

        Map<String, Object> told() {
            return new TreeMap<>(Map.of("breaker", breaker, "credentials", credentials, "paused", paused));
        }
    }

    public Health {
        paused = Set.copyOf(paused);
        vendors = Map.copyOf(vendors);
    }

    /** The vendors by name, as JSON writes them. */
    Map<String, Object> vendorsTold() {
        Map<String, Object> told = new TreeMap<>();
        vendors.forEach((vendor, health) -> told.put(vendor, health.told()));
        return told;
    }
}
