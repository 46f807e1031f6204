package io.outboundroutes.platform.webhook;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Which machines events may be sent to. An address that somebody configured, or the answer of a name server, must not make
 * this program knock at what only machines inside a network reach, such as a cloud's metadata. This machine itself is
 * allowed when the address says so ({@code localhost}, {@code 127.…}, {@code [::1]}), not when a name turns out to mean it.
 * Stateless.
 */
public final class WebhookGuard {

    private static final int BYTE = 0xFF;

    /** First byte, second byte from and to: networks that {@link InetAddress} does not tell of itself (RFC 6890). */
    private static final int[][] SPECIAL = {
        {0, 0, 255}, {100, 64, 127}, {192, 0, 0}, {198, 18, 19}, {240, 0, 255}, {255, 0, 255},
    };

    private final boolean allowPrivate;

    /** @param allowPrivate whether private and link-local machines may be told, too */
    public WebhookGuard(boolean allowPrivate) {
        this.allowPrivate = allowPrivate;
    }

    /**
     * The address to connect to: the first that a host has, when all that it has are allowed.
     *
     * @param host as the webhook's address writes it, without brackets
     * @param addresses what it means
     * @throws Refused when one of them is not allowed
     */
    public InetAddress choose(String host, InetAddress... addresses) throws Refused, UnknownHostException {
        if (addresses.length == 0) {
            throw new UnknownHostException(host);
        }
        for (InetAddress address : addresses) {
            boolean here = address.isLoopbackAddress() && saysLoopback(host);
            if (!allowPrivate && !here && !isPublic(address)) {
                throw new Refused(host, address);
            }
        }
        return addresses[0];
    }

    private static boolean saysLoopback(String host) {
        return host.equalsIgnoreCase("localhost") || host.equals("::1") || host.matches("127(\\.\\d{1,3}){3}");
    }

    private static boolean isPublic(InetAddress address) {
        return !(address.isLoopbackAddress()
                        || address.isAnyLocalAddress()
                        || address.isLinkLocalAddress()
                        || address.isSiteLocalAddress()
                        || address.isMulticastAddress())
                && (address instanceof Inet6Address six ? isPublic(six) : isPublic(address.getAddress()));
    }

    private static boolean isPublic(byte[] four) {
        int first = four[0] & BYTE;
        int second = four[1] & BYTE;
        for (int[] net : SPECIAL) {
            boolean wide = net[0] != 192 || four[2] == 0;
            if ((first == net[0] || (net[0] == 240 && first > 240)) && second >= net[1] && second <= net[2] && wide) {
                return false;
            }
        }
        return true;
    }

    /** Unique local addresses are not; those that carry an IPv4 address (mapped, NAT64, 6to4) are what that one is. */
    private static boolean isPublic(Inet6Address six) {
        byte[] bytes = six.getAddress();
        if ((bytes[0] & 0xFE) == 0xFC) {
            return false;
        }
        byte[] prefix = Arrays.copyOf(bytes, 12);
        if (Arrays.equals(prefix, new byte[12])
                || Arrays.equals(prefix, new byte[] {0, 0x64, (byte) BYTE, (byte) 0x9B, 0, 0, 0, 0, 0, 0, 0, 0})) {
            return isPublicFour(Arrays.copyOfRange(bytes, 12, 16));
        }
        if (bytes[0] == 0x20 && bytes[1] == 0x02) {
            return isPublicFour(Arrays.copyOfRange(bytes, 2, 6));
        }
        return true;
    }

    private static boolean isPublicFour(byte[] four) {
        try {
            return isPublic(InetAddress.getByAddress(four));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Four bytes are an address", e);
        }
    }

    /** A machine that must not be told. */
    public static final class Refused extends Exception {

        private static final long serialVersionUID = 1L;

        Refused(String host, InetAddress address) {
            super("events are not sent to " + host + ", which means " + address.getHostAddress()
                    + ": a private, link-local or special address; webhook.allow-private=true allows it");
        }
    }
}
