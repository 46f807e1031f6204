package io.outboundroutes.workflow.segmentation;

import java.util.List;

/**
 * The spellings of one attribute seen in a group, apart from the normalised one.
 *
 * @param seen the texts as seen, by code point
 * @param more whether there were more than these
 */
public record Spellings(List<String> seen, boolean more) {

    /** No other spelling than the normalised one. */
    public static final Spellings NONE = new Spellings(List.of(), false);

    public Spellings {
        seen = List.copyOf(seen);
    }
}
