package io.outboundroutes.workflow.segmentation;

/** How far back a contact is recognised as read before ({@code segmentation.dedupe}). */
public enum Dedupe {
    /** Over the whole read, at no more than 16 bytes per contact. The default. */
    ALL,
    /** Within neighbouring pages and re-reads of the first pages; no memory per contact. */
    NEIGHBOURS;

    /**
     * Reads the configured text, case-blind.
     *
     * @throws IllegalArgumentException when the text is neither {@code all} nor {@code neighbours}
     */
    public static Dedupe parse(String text) {
        return Choice.parse(Dedupe.class, "segmentation.dedupe", text);
    }
}
