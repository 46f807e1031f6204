package io.outboundroutes.workflow.segmentation;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One group as the read left it.
 *
 * @param identity what it is
 * @param contacts how many distinct contacts it has
 * @param newest the newest believable change of any of them; null when none is known
 * @param spellings attribute → spellings seen besides the normalised one; for an attribute the group lacks, the blank
 *     texts seen instead of a value
 */
public record Group(
        GroupIdentity identity, long contacts, @Nullable Instant newest, Map<String, Spellings> spellings) {

    public Group {
        spellings = Map.copyOf(spellings);
    }

    /** The spellings seen of one attribute. */
    public Spellings spellingsOf(String attribute) {
        return spellings.getOrDefault(attribute, Spellings.NONE);
    }
}
