package io.outboundroutes.platform.store;

import io.outboundroutes.platform.run.AuditEntry;
import io.outboundroutes.platform.run.Item;
import io.outboundroutes.platform.run.WebhookEvent;
import java.util.List;

/** What is told of an item once it is settled. Has no effects: it may be asked again. */
public interface Telling {

    /** Tells nobody. */
    Telling NOTHING = new Telling() {

        @Override
        public List<AuditEntry> audit(Item item) {
            return List.of();
        }

        @Override
        public List<WebhookEvent> events(Item item) {
            return List.of();
        }
    };

    /** The audit lines that tell of the item. */
    List<AuditEntry> audit(Item item);

    /** The events that tell of the item. */
    List<WebhookEvent> events(Item item);
}
