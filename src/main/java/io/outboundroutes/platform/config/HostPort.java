package io.outboundroutes.platform.config;

/**
 * A host and a port, as of a proxy.
 *
 * @param host a host name or address
 * @param port 1 to 65535
 */
public record HostPort(String host, int port) {

    public HostPort {
        if (host.isBlank()) {
            throw new IllegalArgumentException("the host is missing");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("the port must be 1 to 65535");
        }
    }
}
