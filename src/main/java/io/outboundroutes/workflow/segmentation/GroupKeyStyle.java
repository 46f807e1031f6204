package io.outboundroutes.workflow.segmentation;

/** How a group's key, and with it its segment's name, is made ({@code segmentation.group-key}). */
public enum GroupKeyStyle {
    /** The guide's key, made of the values alone; sets that meet in one key are told apart by a suffix. The default. */
    GUIDE,
    /** A key made of attribute names and values; sets never share one. */
    NAMED;

    /**
     * Reads the configured text, case-blind.
     *
     * @throws IllegalArgumentException when the text is neither {@code guide} nor {@code named}
     */
    public static GroupKeyStyle parse(String text) {
        return Choice.parse(GroupKeyStyle.class, "segmentation.group-key", text);
    }
}
