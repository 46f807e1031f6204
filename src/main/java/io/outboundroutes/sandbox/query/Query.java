package io.outboundroutes.sandbox.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A parsed contact query. Immutable; made by {@link QueryParser#parse}. */
public sealed interface Query {

    /** All of the parts hold. */
    record And(List<Query> parts) implements Query {
        public And {
            parts = List.copyOf(parts);
        }
    }

    /** At least one of the parts holds. */
    record Or(List<Query> parts) implements Query {
        public Or {
            parts = List.copyOf(parts);
        }
    }

    /** The part does not hold. */
    record Not(Query part) implements Query {}

    /** {@code field:value}: the field has exactly this value. */
    record Equal(String field, String value) implements Query {}

    /** {@code field:*}: the field has a value that is neither missing, null nor blank. */
    record Present(String field) implements Query {}

    /**
     * {@code field:[from TO to]}, both ends included.
     *
     * @param from the lower end; null for {@code *}
     * @param to the upper end; null for {@code *}
     */
    record Range(
            String field, @Nullable String from, @Nullable String to) implements Query {}
}
