package io.outboundroutes.console;

import java.util.Map;

/**
 * What the program knows about its surroundings, as asked by {@code /observe/health/ready}.
 *
 * @param storeAnswers whether the store has just answered; without it no run can begin
 * @param vendors a short word per vendor, such as {@code closed} or {@code open} for its circuit breaker; shown and not
 *     judged: a vendor that is down is no reason to take this program down. Seen without login, so neither addresses nor
 *     texts of the vendor belong here
 */
public record Health(boolean storeAnswers, Map<String, String> vendors) {

    public Health {
        vendors = Map.copyOf(vendors);
    }
}
