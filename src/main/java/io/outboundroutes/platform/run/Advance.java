package io.outboundroutes.platform.run;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an act leaves when its item is not finished: how far it came, and when it is to be visited again. The item waits
 * without holding a thread, and survives the process: the next visit finds the state and the fields.
 *
 * @param state how far the item came, in the workflow's own words; at most 64 characters
 * @param fields fields that became known; they are added to the item's own
 * @param after how long until the next visit; zero: at once
 */
public record Advance(String state, Map<String, Object> fields, Duration after) {

    private static final int LONGEST_STATE = 64;

    public Advance {
        if (state.isBlank() || state.length() > LONGEST_STATE) {
            throw new IllegalArgumentException(
                    "An item's state has 1 to " + LONGEST_STATE + " characters; got '" + state + "'");
        }
        if (after.isNegative()) {
            throw new IllegalArgumentException("A visit lies ahead; got " + after);
        }
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
}
