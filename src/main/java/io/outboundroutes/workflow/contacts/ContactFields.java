package io.outboundroutes.workflow.contacts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields that report, ledger and audit show of an item; none of them is personal data. Stateless. */
public final class ContactFields {

    public static final String EXTERNAL_ID = "externalContactId";
    public static final String CONTACT_ID = "contactId";
    public static final String LIFECYCLE = "lifecycleState";
    public static final String REGISTRATION = "registration";
    public static final String VALIDATION = "validationStatus";
    public static final String AVAILABLE = "availableChannels";
    public static final String CHANNEL = "channel";
    public static final String CONVERSATION_ID = "conversationId";

    public static final String DIFFERENCES = "differences";

    /** What {@link #REGISTRATION} says of a contact that was there before. */
    public static final String EXISTING = "existing";

    /** What {@link #REGISTRATION} says of a contact that this run registered. */
    public static final String REGISTERED = "registered";

    private ContactFields() {}

    /** What a row tells: the contact's id, when it has a usable one. */
    public static Map<String, Object> of(ReadRow row) {
        return row.externalContactId() == null ? Map.of() : Map.of(EXTERNAL_ID, row.externalContactId());
    }

    /** What a registration tells. */
    public static Map<String, Object> of(Registration registration) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(CONTACT_ID, registration.contactId());
        fields.put(LIFECYCLE, registration.lifecycleState());
        fields.put(REGISTRATION, registration.existing() ? EXISTING : REGISTERED);
        return fields;
    }

    /** What a look at the record tells. */
    public static Map<String, Object> of(ContactRecord record) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(LIFECYCLE, record.lifecycleState());
        fields.put(VALIDATION, record.validation().word());
        fields.put(AVAILABLE, record.availableNames());
        return fields;
    }

    /** A field as text; null when the item has none. */
    public static @Nullable String text(Map<String, ?> fields, String name) {
        return fields.get(name) instanceof String text ? text : null;
    }

    /** Whether the vendor's check has passed, as far as the item knows. */
    public static boolean complianceChecked(Map<String, ?> fields) {
        return Validation.PASSED.word().equals(fields.get(VALIDATION));
    }

    /** A body as a dry run may show it: every value that says something of the person is masked. */
    public static Map<String, Object> masked(Map<String, Object> registerBody) {
        Map<String, Object> masked = new LinkedHashMap<>();
        registerBody.forEach((name, value) -> masked.put(name, mask(name, value)));
        return masked;
    }

    private static Object mask(String name, Object value) {
        if (List.of(EXTERNAL_ID, "interactionDurationSeconds").contains(name)) {
            return value;
        }
        if (value instanceof Map<?, ?> members) {
            Map<String, Object> masked = new LinkedHashMap<>();
            members.keySet().forEach(member -> masked.put(String.valueOf(member), "***"));
            return masked;
        }
        return "***";
    }
}
