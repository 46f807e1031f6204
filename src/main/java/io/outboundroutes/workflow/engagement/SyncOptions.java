package io.outboundroutes.workflow.engagement;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operator may choose about engagement sync.
 *
 * @param sourceListId the list whose contacts are filtered by score
 * @param targetListId the list they are compared with
 * @param destinationListId where the ids are posted; null for the target itself
 * @param mode what belongs on the destination
 * @param minScore the lowest score that qualifies
 * @param maxScore the highest score that there is; a higher one is odd
 * @param remove whether what does not belong on the destination is taken off it
 * @param maxRemoval the most that may be taken off, in percent of what is on the destination
 * @param chunkSize ids per request
 * @param maxPosted the most ids that one run may post
 * @param maxRejected the most ids that the vendor may refuse in one run
 */
public record SyncOptions(
        String sourceListId,
        String targetListId,
        @Nullable String destinationListId,
        SyncMode mode,
        BigDecimal minScore,
        BigDecimal maxScore,
        boolean remove,
        BigDecimal maxRemoval,
        int chunkSize,
        int maxPosted,
        int maxRejected) {

    /** The most ids that the vendor takes in one request. */
    public static final int LARGEST_CHUNK = 1000;

    /**
     * Checks the choices.
     *
     * @throws IllegalArgumentException naming every problem at once, one a line, each with its key and how to mend it
     */
    public SyncOptions {
        List<String> problems = new ArrayList<>();
        checkList("source", sourceListId, problems);
        checkList("target", targetListId, problems);
        destinationListId = targetListId.equals(destinationListId) ? null : destinationListId;
        if (destinationListId != null) {
            checkList("destination", destinationListId, problems);
        }
        if (sourceListId.equals(targetListId)) {
            problems.add("engagement.target-list-id: is the source list too; source and target must differ");
        } else if (sourceListId.equals(destinationListId)) {
            problems.add("engagement.destination-list-id: is the source list, which is only read; name another one");
        }
        if (mode == SyncMode.QUALIFIED && destinationListId != null) {
            problems.add("engagement.destination-list-id: engagement.mode=qualified makes the target itself hold the"
                    + " qualified contacts; leave the destination out, or choose engagement.mode=intersect");
        }
        if (minScore.signum() < 0 || minScore.compareTo(maxScore) > 0) {
            problems.add("engagement.min-score: " + minScore.toPlainString() + " is outside 0…"
                    + maxScore.toPlainString() + " (engagement.max-score), so that nothing sensible could qualify");
        }
        if (chunkSize < 1 || chunkSize > LARGEST_CHUNK) {
            problems.add("engagement.chunk-size: " + chunkSize + " is out of range; expected 1 to " + LARGEST_CHUNK);
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
    }

    private static void checkList(String which, String id, List<String> problems) {
        if (id.isBlank() || id.codePoints().anyMatch(Character::isISOControl)) {
            problems.add("engagement." + which + "-list-id: expected the id of a contact list, without control"
                    + " characters");
        }
    }

    /** The list that ids are posted to. */
    public String destination() {
        return destinationListId == null ? targetListId : destinationListId;
    }

    /** Whether the destination is a list of its own, to be read besides the target. */
    public boolean hasOwnDestination() {
        return destinationListId != null;
    }
}
