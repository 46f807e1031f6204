package io.outboundroutes.platform.store;

import io.outboundroutes.platform.run.ItemResult;
import io.outboundroutes.platform.run.WebhookEvent;
import java.util.List;

/**
 * What an act route leaves behind: what became of its item, and what becomes durable with that.
 *
 * @param result the item's fate and outcome
 * @param events events that tell of the item
 * @param extra the workflow's own record of it
 */
public record Settlement(ItemResult result, List<WebhookEvent> events, TxWork extra) {

    public Settlement {
        events = List.copyOf(events);
    }

    /** An outcome that needs no record beyond the ledger. */
    public static Settlement of(ItemResult result) {
        return new Settlement(result, List.of(), TxWork.NONE);
    }
}
