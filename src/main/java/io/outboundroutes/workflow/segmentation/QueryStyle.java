package io.outboundroutes.workflow.segmentation;

/** How the query of a segment is written ({@code segmentation.query-style}). */
public enum QueryStyle {
    /** Base query, every spelling seen, missing attributes excluded: exactly the group's contacts. The default. */
    EXACT,
    /** The guide's {@code attr:value AND …}; may cover other groups too. */
    GUIDE;

    /**
     * Reads the configured text, case-blind.
     *
     * @throws IllegalArgumentException when the text is neither {@code exact} nor {@code guide}
     */
    public static QueryStyle parse(String text) {
        return Choice.parse(QueryStyle.class, "segmentation.query-style", text);
    }
}
