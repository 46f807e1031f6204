package io.outboundroutes.app;

import io.outboundroutes.platform.config.Settings;
import io.outboundroutes.platform.config.Vendor;
import io.outboundroutes.platform.config.VendorAddress;
import io.outboundroutes.platform.run.Target;
import io.outboundroutes.platform.text.Secret;
import java.net.URI;
import java.util.Arrays;
import java.util.List;

/**
 * Where one vendor is reached and as whom: the vendor itself, or the sandbox. A vendor that is not configured has a link
 * too, to nowhere, so that its blocks exist; whatever needs it is refused before it starts.
 *
 * @param vendor which one
 * @param address its base URL and token endpoint
 * @param clientId the OAuth client
 * @param clientSecret its secret
 * @param sandbox whether it is the embedded stand-in
 * @param configured whether it can be called
 */
public record VendorLink(
        Vendor vendor,
        VendorAddress address,
        String clientId,
        Secret clientSecret,
        boolean sandbox,
        boolean configured) {

    /** Stands where a secret must stand; nobody is ever sent it. */
    private static final Secret NO_SECRET = Secret.of("not-configured");

    /** The vendor as the settings say. */
    public static VendorLink of(Vendor vendor, Settings settings) {
        if (!settings.vendorProblems(vendor).isEmpty()) {
            URI nowhere = URI.create("https://" + vendor.id() + "-is-not-configured.invalid");
            return new VendorLink(vendor, VendorAddress.at(nowhere), "", NO_SECRET, false, false);
        }
        return new VendorLink(
                vendor,
                VendorAddress.of(vendor, settings),
                settings.get(vendor.keys().clientId()),
                settings.get(vendor.keys().clientSecret()),
                false,
                true);
    }

    /** All vendors as the settings say. */
    public static List<VendorLink> all(Settings settings) {
        return Arrays.stream(Vendor.values())
                .map(vendor -> of(vendor, settings))
                .toList();
    }

    /** The sandbox in place of the vendor. */
    public static VendorLink toSandbox(Vendor vendor, URI base, String clientId, String clientSecret) {
        return new VendorLink(vendor, VendorAddress.at(base), clientId, Secret.of(clientSecret), true, true);
    }

    /** As a report names it. */
    public Target target(String dialect) {
        return new Target(vendor.id(), dialect, address.host(), sandbox);
    }
}
