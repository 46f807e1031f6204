package io.outboundroutes.app;

import io.outboundroutes.platform.config.Vendor;
import java.util.List;

/** The OAuth scopes that the guides of the built workflows list as prerequisites. Stateless. */
final class GuideScopes {

    private GuideScopes() {}

    /** What the guides ask to be granted for a vendor. */
    static List<String> of(Vendor vendor) {
        return switch (vendor) {
                // Guide 000.
            case GENESYS -> List.of("outbound:contact:read", "outbound:segment:read", "outbound:segment:write");
            case CXONE -> List.of();
        };
    }
}
