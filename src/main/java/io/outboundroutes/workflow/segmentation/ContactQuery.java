package io.outboundroutes.workflow.segmentation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The body of the contact query, in the guide's order and without the page number, which the pager adds. */
public final class ContactQuery {

    /** The vendor's largest page, and the default. */
    public static final int PAGE_SIZE = 250;

    private ContactQuery() {}

    /**
     * The body.
     *
     * @param query the query that selects the contacts
     * @param size contacts per page, 1 to 250
     * @throws IllegalArgumentException when the size is out of range
     */
    public static Map<String, Object> bodyOf(String query, int size) {
        if (size < 1 || size > PAGE_SIZE) {
            throw new IllegalArgumentException(
                    "segmentation.page-size: " + size + " is out of range; expected 1 to " + PAGE_SIZE);
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("query", query);
        body.put("size", size);
        body.put("sortBy", "updatedTimestamp");
        body.put("sortOrder", "desc");
        return Collections.unmodifiableMap(body);
    }
}
