package io.outboundroutes.app;

import io.outboundroutes.platform.run.Item;
import io.outboundroutes.workflow.contacts.ContactFields;
import io.outboundroutes.workflow.contacts.ContactRequest;
import io.outboundroutes.workflow.contacts.RowReader;
import org.jspecify.annotations.Nullable;

/** Reads what an item of external-contacts was stored with. Stateless. */
final class ContactItems {

    /** The plan has checked ids against the operator's pattern; a changed pattern is for new plans. */
    private static final RowReader ROWS = new RowReader(RowReader.ID);

    private ContactItems() {}

    static ContactRequest request(Item item) {
        ContactRequest request = ROWS.read(item.request()).request();
        if (request == null) {
            throw new IllegalStateException(
                    "Item " + item.key() + " of run " + item.runId() + " was stored with a request that is none");
        }
        return request;
    }

    /** The vendor's id of the contact; null while it is not known. */
    static @Nullable String contactId(Item item) {
        return ContactFields.text(item.fields(), ContactFields.CONTACT_ID);
    }

    /** The vendor's id of the contact, else our own: the vendor takes either. */
    static String anyId(Item item) {
        String id = contactId(item);
        return id == null ? request(item).externalContactId() : id;
    }
}
