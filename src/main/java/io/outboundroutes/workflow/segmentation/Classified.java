package io.outboundroutes.workflow.segmentation;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one contact means to segmentation. */
public sealed interface Classified {

    /**
     * It belongs to a group.
     *
     * @param id the contact's id as text
     * @param identity its group
     * @param spellings attribute → text as seen, where that differs from the normalised value; for an attribute that
     *     the group lacks, the blank text seen instead of a value
     * @param newest when it last changed; null when unknown
     * @param timestampIgnored whether it carries a timestamp that is unreadable or lies in the future
     */
    record Member(
            String id,
            GroupIdentity identity,
            Map<String, String> spellings,
            @Nullable Instant newest,
            boolean timestampIgnored)
            implements Classified {

        public Member {
            spellings = Map.copyOf(spellings);
        }

        /** When it last changed, if known. */
        public Optional<Instant> updated() {
            return Optional.ofNullable(newest);
        }
    }

    /**
     * It has none of the attributes.
     *
     * @param id the contact's id as text
     * @param timestampIgnored as for a member
     */
    record Unclassified(String id, boolean timestampIgnored) implements Classified {}

    /**
     * It is no usable contact.
     *
     * @param id the contact's id as text; null when that is what is wrong
     * @param reason why; one of a bounded number of texts, without the contact's values
     */
    record Rejected(@Nullable String id, String reason) implements Classified {}
}
