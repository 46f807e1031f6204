package io.outboundroutes.workflow.engagement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What follows from the vendor's answer to a chunk, or to a part of one (eng3).
 *
 * @param accepted how many ids the vendor took
 * @param refused the ids that it refuses, now known one by one
 * @param parts what is to be sent next: nothing, or two halves
 * @param checkList whether the list itself must still answer before this counts
 * @param failure why the chunk cannot be brought to an end; null when it can
 */
public record NextStep(
        int accepted,
        List<String> refused,
        List<Chunk> parts,
        boolean checkList,
        @Nullable String failure) {

    public NextStep {
        refused = List.copyOf(refused);
        parts = List.copyOf(parts);
    }

    /**
     * Decides. A 413 halves the chunk. A 400 or 404 may be about single ids or about the whole list: it is bisected
     * until single ids are left, and the list is asked for before the first halving and before a single id counts as
     * refused.
     *
     * @param status the vendor's status: a 2xx, 400, 404 or 413
     * @param body the parsed JSON
     * @param sent what was sent
     * @param whole whether that was a chunk as planned, and not a part of one
     * @param afterAmbiguity whether an earlier attempt of the same request may have arrived; what an earlier removal
     *     took off may not be found any more
     */
    public static NextStep after(int status, @Nullable Object body, Chunk sent, boolean whole, boolean afterAmbiguity) {
        boolean single = sent.size() == 1;
        if (status / 100 == 2) {
            ChunkAnswer answer = ChunkAnswer.read(body, sent);
            if (answer.unnamed() == 0) {
                return taken(sent.size() - answer.refused().size(), answer.refused());
            }
            return single ? taken(0, sent.ids()) : halves(sent, false);
        }
        if (status == 413) {
            return single ? failed("the vendor calls a request with a single id too large (413)") : halves(sent, false);
        }
        if (status != 400 && status != 404) {
            return failed("the vendor answered " + status + ", which is no answer to a chunk");
        }
        if (!single) {
            return halves(sent, whole);
        }
        if (status == 404 && afterAmbiguity && sent.action() == Chunk.Action.REMOVE) {
            return taken(1, List.of());
        }
        return new NextStep(0, sent.ids(), List.of(), true, null);
    }

    private static NextStep taken(int accepted, List<String> refused) {
        return new NextStep(accepted, refused, List.of(), false, null);
    }

    private static NextStep halves(Chunk sent, boolean checkList) {
        return new NextStep(0, List.of(), List.of(sent.firstHalf(), sent.secondHalf()), checkList, null);
    }

    private static NextStep failed(String why) {
        return new NextStep(0, List.of(), List.of(), false, why);
    }
}
