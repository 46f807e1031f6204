package io.outboundroutes.sandbox.contact;

import java.util.List;

/**
 * A page of the contacts that a query selects.
 *
 * @param contacts at most as many as asked for
 * @param total how many the query selects altogether
 */
public record ContactPage(List<Contact> contacts, int total) {

    public ContactPage {
        contacts = List.copyOf(contacts);
    }
}
