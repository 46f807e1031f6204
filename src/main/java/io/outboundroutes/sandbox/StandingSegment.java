package io.outboundroutes.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A segment that exists from the beginning, is never forgotten and can only be read.
 *
 * @param id fixed
 * @param name unique
 * @param query what is said to select its contacts
 * @param contactCount how many contacts it is said to have, whatever the query selects; null when its answer tells none
 */
public record StandingSegment(
        String id, String name, String query, @Nullable Integer contactCount) {

    /** The segment of guide 001, with 4,200 contacts. */
    public static final String GUIDE = "a1b2c3d4-e5f6-7890-abcd-ef1234567890";

    /** A segment of 10,000 contacts: the size from which on a bigger one counts no more. */
    public static final String FULL = "b2c3d4e5-f6a7-4901-8cde-f12345678901";

    /** A segment of 25,000 contacts. */
    public static final String LARGE = "c3d4e5f6-a7b8-4012-8def-123456789012";

    /** A segment without contacts. */
    public static final String EMPTY = "d4e5f6a7-b8c9-4123-8ef0-234567890123";

    /** A segment that does not tell how many contacts it has. */
    public static final String UNCOUNTED = "e5f6a7b8-c9d0-4234-8f01-345678901234";

    /** All of them. */
    static final List<StandingSegment> ALL = List.of(
            new StandingSegment(GUIDE, "Premium EMEA", "region:emea AND product_tier:premium", 4_200),
            new StandingSegment(FULL, "All of EMEA", "region:emea", 10_000),
            new StandingSegment(LARGE, "Everybody ready", "status:ready", 25_000),
            new StandingSegment(EMPTY, "Nobody", "region:nowhere", 0),
            new StandingSegment(UNCOUNTED, "Being counted", "region:apac", null));

    static @Nullable StandingSegment byId(String id) {
        return ALL.stream()
                .filter(segment -> segment.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    /** As the API shows it. */
    ObjectNode toJson() {
        ObjectNode json = Segment.json(id, name, query, "PT24H");
        if (contactCount != null) {
            json.put("contactCount", contactCount);
        }
        return json;
    }
}
