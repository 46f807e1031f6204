package io.outboundroutes.workflow.engagement;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

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
    private @Nullable String failure;

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

    /** What follows from the answer to the chunk or to a part of it; see {@link NextStep#after}. */
    public NextStep after(int status, @Nullable Object body, Chunk part, boolean afterAmbiguity) {
        return NextStep.after(status, body, part, part.size() == chunk.size(), afterAmbiguity);
    }

    /** Accounts for a step; from the first one that fails on, no part is sent any more. */
    public void account(NextStep step) {
        if (step.failure() != null) {
            failure = step.failure();
            return;
        }
        refused.addAll(step.refused());
        accepted += step.accepted();
        sendings++;
        if (!step.refused().isEmpty() && !mayRefuse.test(step.refused().size())) {
            failure =
                    "the vendor refuses more ids than engagement.max-rejected allows; look at the lists before running"
                            + " again";
        } else if (sendings > 2 * chunk.size()) {
            failure = "more than " + 2 * chunk.size() + " requests would be needed to send it";
        }
    }

    /** The parts that follow from a step, one after the other; it ends early when the chunk fails meanwhile. */
    public Iterator<Chunk> parts(NextStep step) {
        Iterator<Chunk> parts = step.parts().iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return failure == null && parts.hasNext();
            }

            @Override
            public Chunk next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return parts.next();
            }
        };
    }

    /** The ids that the vendor refused so far. */
    public List<String> refused() {
        return List.copyOf(refused);
    }

    /** Why the chunk failed; null when every id of it is accounted for. */
    public @Nullable String failure() {
        int known = accepted + refused.size();
        return failure == null && known != chunk.size()
                ? known + " of its " + chunk.size() + " ids are accounted for"
                : failure;
    }
}
