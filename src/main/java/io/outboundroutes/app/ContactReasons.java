package io.outboundroutes.app;

import io.outboundroutes.platform.store.SendKey;

/** Why a wish is not carried out by this item, for people. Stateless. */
final class ContactReasons {

    private ContactReasons() {}

    static String contactedBy(SendKey known) {
        return "contacted for this very request before, by item " + known.seq() + " of run " + known.runId();
    }

    static String inDoubt(SendKey known) {
        return "item " + known.seq() + " of run " + known.runId()
                + " may have contacted this person for this very request, and nobody knows: look at the vendor whether that conversation took place; a row with another requestId is another request";
    }
}
