package io.outboundroutes.blocks;

/**
 * The exchange variables of the house. Protocol things are headers, ours are variables; none begins with {@code Camel}.
 */
public final class Variables {

    /** The {@link io.outboundroutes.platform.run.RunContext} that an exchange works for; set by the run envelope. */
    public static final String RUN = "run";

    /** The {@link io.outboundroutes.platform.run.Item} that is being acted upon; set by the run envelope. */
    public static final String ITEM = "item";

    /** What asks for the next page of a paged operation; set by the paged read. */
    public static final String NEXT_PAGE = "nextPage";

    /**
     * How many records the vendor announced for the next paged read, where its pages do not tell a total; a whole number
     * or null. Set by a workflow's plan, removed by the paged read.
     */
    public static final String ANNOUNCED = "announcedTotal";

    /**
     * The {@link java.time.Instant} from which on the next vendor call makes no attempt any more; null: it may be made at
     * any time. Set by a workflow right before the call, removed by the call block.
     */
    public static final String NOT_AFTER = "notAfter";

    /** The {@link io.outboundroutes.platform.http.VendorCall} under way; set and removed by the call block. */
    public static final String CALL = "call";

    private Variables() {}
}
