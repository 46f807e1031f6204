package io.outboundroutes.workflow.contacts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one row of the input.
 *
 * @param externalContactId the contact's id; null when it is missing or breaks its rule, for then it may be anything, a
 *     person's address too
 * @param request the wish; null when the row breaks a rule
 * @param violations every rule that it breaks, naming the field and never its value; empty when it breaks none
 * @param unknownFields how many of its fields nobody knows; they are ignored
 */
public record ReadRow(
        @Nullable String externalContactId,
        @Nullable ContactRequest request,
        List<String> violations,
        int unknownFields) {

    public ReadRow {
        violations = List.copyOf(violations);
    }

    /** All violations as one reason. */
    public String reason() {
        return String.join("; ", violations);
    }
}
