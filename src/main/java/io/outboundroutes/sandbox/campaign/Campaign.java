package io.outboundroutes.sandbox.campaign;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A campaign.
 *
 * @param id mostly a UUID
 * @param name unique
 * @param kind how its figures look
 */
public record Campaign(String id, String name, CampaignKind kind) {

    /** As the API lists it. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", id);
        json.put("name", name);
        return json.put("campaignStatus", "on");
    }
}
