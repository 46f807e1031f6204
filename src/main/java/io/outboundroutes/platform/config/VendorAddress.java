package io.outboundroutes.platform.config;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a vendor is reached.
 *
 * @param base what stands before {@code /api/v2}, without a slash at the end
 * @param token the token endpoint
 */
public record VendorAddress(URI base, URI token) {

    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;
    private static final Pattern SCHEME = Pattern.compile("^[a-z][a-z0-9+.-]*://");
    private static final Pattern HOST =
            Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

    /**
     * The host, in small letters, and the port when it is not the scheme's own: what reports and questions to an operator
     * name, and under what the store keeps what was done there. However it is written, one host has one name.
     */
    public String host() {
        String host = base.getHost().toLowerCase(Locale.ROOT);
        int usual = "https".equalsIgnoreCase(base.getScheme()) ? HTTPS_PORT : HTTP_PORT;
        return base.getPort() < 0 || base.getPort() == usual ? host : host + ":" + base.getPort();
    }

    /**
     * The address by a vendor's settings.
     *
     * @throws ConfigException if they do not lead to one; no region is ever assumed, since it would be somebody else's
     */
    public static VendorAddress of(Vendor vendor, Settings settings) {
        List<ConfigProblem> problems = new ArrayList<>();
        Optional<VendorAddress> address = find(vendor, settings, problems);
        return address.orElseThrow(() -> new ConfigException(problems));
    }

    /** The address of a server that stands in for the vendor at this base, such as the sandbox. */
    public static VendorAddress at(URI base) {
        URI withoutSlash = withoutSlash(base);
        return new VendorAddress(withoutSlash, URI.create(withoutSlash + "/oauth/token"));
    }

    static List<ConfigProblem> problems(Vendor vendor, Settings settings) {
        List<ConfigProblem> problems = new ArrayList<>();
        find(vendor, settings, problems);
        VendorKeys keys = vendor.keys();
        for (Key<?> key : List.of(keys.clientId(), keys.clientSecret())) {
            if (settings.find(key).isEmpty()) {
                problems.add(missing(vendor, key));
            }
        }
        return problems;
    }

    private static Optional<VendorAddress> find(Vendor vendor, Settings settings, List<ConfigProblem> problems) {
        VendorKeys keys = vendor.keys();
        Optional<URI> base = settings.find(keys.baseUrl())
                .flatMap(url -> checked(keys.baseUrl(), url, settings, problems))
                .or(() -> settings.find(keys.baseUrl()).isPresent()
                        ? Optional.empty()
                        : byName(vendor, settings, problems));
        return base.map(VendorAddress::at)
                .map(address -> settings.find(keys.tokenUrl())
                        .map(token -> new VendorAddress(address.base(), token))
                        .orElse(address));
    }

    private static Optional<URI> checked(Key<URI> key, URI base, Settings settings, List<ConfigProblem> problems) {
        if (withoutSlash(base).getPath().endsWith("/api/v2")) {
            problems.add(new ConfigProblem(
                    key.name(),
                    settings.origin(key),
                    base.toString(),
                    "expected only what stands before /api/v2",
                    "leave /api/v2 out"));
            return Optional.empty();
        }
        return Optional.of(base);
    }

    private static Optional<URI> byName(Vendor vendor, Settings settings, List<ConfigProblem> problems) {
        Key<String> key = vendor.keys().address();
        Optional<String> written = settings.find(key);
        if (written.isEmpty()) {
            problems.add(nowhere(vendor));
            return Optional.empty();
        }
        String name = SCHEME.matcher(written.get().toLowerCase(Locale.ROOT))
                .replaceFirst("")
                .replaceFirst("/+$", "");
        if (!HOST.matcher(name).matches()) {
            problems.add(new ConfigProblem(
                    key.name(),
                    settings.origin(key),
                    // A whole address pasted here may hold anything.
                    null,
                    "expected the name of a region or host, without port, path or user",
                    "for example: " + key.example() + "; a whole address goes into "
                            + vendor.keys().baseUrl().environmentName()));
            return Optional.empty();
        }
        boolean region = vendor == Vendor.GENESYS && !name.contains(".");
        return Optional.of(URI.create("https://" + name + (region ? ".mypurecloud.com" : "")));
    }

    private static ConfigProblem nowhere(Vendor vendor) {
        Key<String> address = vendor.keys().address();
        return new ConfigProblem(
                address.name(),
                null,
                null,
                "nothing says where " + vendor.title() + " is, and no region is assumed",
                "set " + ways(address) + "; or " + vendor.keys().baseUrl().environmentName() + " for a whole address");
    }

    private static ConfigProblem missing(Vendor vendor, Key<?> key) {
        return new ConfigProblem(
                key.name(),
                null,
                null,
                "is not set, and " + vendor.title() + " lets nobody in without it",
                "set " + ways(key)
                        + (key.secret() ? ", or " + key.fileEnvironmentName() + " to the path of a file with it" : ""));
    }

    private static String ways(Key<?> key) {
        return key.secret()
                ? key.environmentName()
                : key.environmentName() + " (or " + key.name() + " in application.properties), for example "
                        + key.example();
    }

    private static URI withoutSlash(URI base) {
        String text = base.toString();
        int end = text.length();
        while (text.charAt(end - 1) == '/') {
            end--;
        }
        return URI.create(text.substring(0, end));
    }
}
