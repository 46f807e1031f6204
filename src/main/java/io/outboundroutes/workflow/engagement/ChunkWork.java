package io.outboundroutes.workflow.engagement;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A chunk on its way to the vendor: what was taken and refused so far. Every id is accounted for once, or the chunk has
 * failed. Not thread-safe: a chunk and its parts are sent one after the other.
 */
public final class ChunkWork {

    private final Chunk chunk;
    private final IntPredicate mayRefuse;
    private final List<String> refused = new ArrayList<>();
    private int accepted;
    private int sendings;

    /**
     * @param chunk what is to be sent
     * @param mayRefuse asked with how many ids more are refused: whether that is still within what one run bears
     */
    public ChunkWork(Chunk chunk, IntPredicate mayRefuse) {
        this.chunk = chunk;
        this.mayRefuse = mayRefuse;
    }

    /** What is to be sent. */
    public Chunk chunk() {
        return chunk;
    }

    /** Whether a part is the whole chunk. */
    public boolean isWhole(Chunk part) {
        return part.size() == chunk.size();
    }

    /**
     * Notes that a request is about to be sent.
     *
     * @throws ChunkFailed when there were more than bisecting to the end can need
     */
    public void sending() {
        if (++sendings > 2 * chunk.size()) {
            throw new ChunkFailed("more than " + 2 * chunk.size() + " requests were needed to send it");
        }
    }

    /**
     * Accounts for a step.
     *
     * @throws ChunkFailed when the step says so, or too many ids are refused
     */
    public void account(NextStep step) {
        if (step.failure() != null) {
            throw new ChunkFailed(step.failure());
        }
        if (!step.refused().isEmpty() && !mayRefuse.test(step.refused().size())) {
            throw new ChunkFailed("the vendor refuses more ids than engagement.max-rejected allows; look at the lists"
                    + " before running again");
        }
        accepted += step.accepted();
        refused.addAll(step.refused());
    }

    /**
     * The ids that the vendor refused, once all are accounted for.
     *
     * @throws ChunkFailed when ids are missing
     */
    public List<String> refused() {
        if (accepted + refused.size() != chunk.size()) {
            throw new ChunkFailed((accepted + refused.size()) + " of its " + chunk.size() + " ids are accounted for");
        }
        return List.copyOf(refused);
    }

    /** A chunk cannot be brought to an end. */
    public static final class ChunkFailed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        ChunkFailed(String why) {
            super("The chunk failed: " + why, null, false, true);
        }
    }
}
