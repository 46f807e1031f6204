package io.outboundroutes.workflow.contacts;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the vendor's answer to a registration means.
 *
 * @param contactId the id to use from now on: the vendor's own, or ours while it tells none
 * @param lifecycleState the vendor's state of the contact
 * @param existing whether the contact was there before
 * @param differences the fields in which the record that was there differs from what was asked for
 */
public record Registration(String contactId, String lifecycleState, boolean existing, List<String> differences) {

    public Registration {
        differences = List.copyOf(differences);
    }

    /** A contact that was registered just now: 200 or 201. */
    public static Registration registered(@Nullable Object answer, ContactRequest request) {
        return of(answer, request, false);
    }

    /** A contact that was there already, as read after a 409 or found after a lost answer. It is used as it is and never overwritten. */
    public static Registration existing(@Nullable Object record, ContactRequest request) {
        return of(record, request, true);
    }

    /** What an answer tells: of a contact that was there already, or of one that was registered just now. */
    public static Registration answered(@Nullable Object answer, ContactRequest request, boolean existing) {
        return of(answer, request, existing);
    }

    private static Registration of(@Nullable Object answer, ContactRequest request, boolean existing) {
        Map<?, ?> fields = answer instanceof Map<?, ?> map ? map : Map.of();
        String id = ContactRecord.idOf(fields);
        return new Registration(
                id == null ? request.externalContactId() : id,
                ContactRecord.stateOf(fields),
                existing,
                existing ? ContactRecord.differences(fields, request) : List.of());
    }
}
