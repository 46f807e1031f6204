package io.outboundroutes.app;

import io.outboundroutes.platform.config.Vendor;
import java.util.List;

/** The OAuth scopes that the guides of the built workflows list as prerequisites. Stateless. */
final class GuideScopes {

    private GuideScopes() {}

    /** What the guides ask to be granted for a vendor. */
    static List<String> of(Vendor vendor) {
        return switch (vendor) {
            case GENESYS ->
                List.of(
                        // Guide 000.
                        "outbound:contact:read",
                        "outbound:segment:read",
                        "outbound:segment:write",
                        // Guide 001.
                        "outbound:campaign:read",
                        "outbound:campaign:write",
                        "outbound:contactlist:read",
                        "job:read",
                        "job:write",
                        // Guide 002.
                        "externalcontacts:contact:read",
                        "externalcontacts:contact:write",
                        "conversation:read",
                        "conversation:write",
                        "routing:outboundcontact:write",
                        // Guide 003.
                        "outbound:analytics:read");
            // Guide 004.
            case CXONE -> List.of("outboundapi");
        };
    }
}
