package io.outboundroutes.workflow.contacts;

/** The digest by which a contact is known where its id must not be. Stateless. */
public final class ContactDigest {

    private ContactDigest() {}

    /** Of our id of the contact. */
    public static String of(String externalContactId) {
        return Text.sha256(externalContactId);
    }
}
