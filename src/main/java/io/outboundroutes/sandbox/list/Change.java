package io.outboundroutes.sandbox.list;

import java.util.List;

/**
 * What an attempt to add or remove contacts came to.
 *
 * @param known whether there is such a list
 * @param tooMany whether the request names more contacts than the vendor takes at once
 * @param done how many contacts are now as the request wants them
 * @param refused the ids that the vendor refuses, in the request's order
 */
public record Change(boolean known, boolean tooMany, int done, List<String> refused) {

    public Change {
        refused = List.copyOf(refused);
    }

    static Change ofUnknownList() {
        return new Change(false, false, 0, List.of());
    }

    static Change ofTooMany() {
        return new Change(true, true, 0, List.of());
    }
}
