package io.outboundroutes.sandbox.query;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** What a query can ask a contact for. */
public interface Fields {

    /** The field whose ranges are ranges of time. */
    String UPDATED = "updatedTimestamp";

    /**
     * The value of a field.
     *
     * @param name a top-level field, or the name of a custom attribute
     * @return null when the contact has no such field
     */
    @Nullable JsonNode field(String name);

    /** When the contact was changed last, in epoch milliseconds; {@link Timestamps#NONE} when absent or unreadable. */
    long updatedMillis();
}
