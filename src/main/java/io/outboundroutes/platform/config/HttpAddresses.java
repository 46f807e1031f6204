package io.outboundroutes.platform.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/** What an http address may look like here, and which ones stay on this machine. */
public final class HttpAddresses {

    private static final Pattern LOOPBACK_V4 = Pattern.compile("127\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");

    private HttpAddresses() {}

    /**
     * Whether requests to this address may be sent: by https, or by plain http to this machine.
     *
     * <p>Goes by the text of the host alone: a name is never looked up, since what it means can change after the check.
     */
    public static boolean isProtected(URI address) {
        return "https".equalsIgnoreCase(address.getScheme()) || isLoopback(address);
    }

    /** Whether an address is this machine's own, by the text of its host. */
    public static boolean isLoopback(URI address) {
        String host = address.getHost();
        return host != null
                && (host.equalsIgnoreCase("localhost")
                        || host.equals("[::1]")
                        || LOOPBACK_V4.matcher(host).matches());
    }

    static URI read(String text, boolean queryAllowed) {
        URI address;
        try {
            address = new URI(text);
        } catch (URISyntaxException e) {
            // The cause would repeat the text, and with it what its query holds.
            throw new IllegalArgumentException("not an address");
        }
        String scheme = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
        boolean complete = (scheme.equals("http") || scheme.equals("https"))
                && address.getHost() != null
                && address.getPort() <= 65_535
                && address.getRawFragment() == null;
        boolean plain = address.getRawQuery() == null && address.getRawUserInfo() == null;
        if (!complete || !(plain || queryAllowed)) {
            throw new IllegalArgumentException("not an http address of the expected form");
        }
        return address;
    }

    static HostPort readProxy(String text) {
        URI address = read(text.contains("://") ? text : "http://" + text, false);
        String path = address.getRawPath();
        if (address.getPort() < 1 || !(path.isEmpty() || path.equals("/"))) {
            throw new IllegalArgumentException("not host:port");
        }
        return new HostPort(address.getHost(), address.getPort());
    }
}
