package io.outboundroutes.platform.store;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.Locale;

/** Names of processes and parts of ids. */
public final class Owner {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final int LONGEST_HOST = 24;

    private Owner() {}

    /** A new name, unique among all processes on all machines: host, process id, something random; at most 50 characters. */
    public static String create() {
        return host() + "-" + ProcessHandle.current().pid() + "-" + random(8);
    }

    static String random(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    private static String host() {
        String name;
        try {
            name = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            name = "node";
        }
        String safe = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "-");
        return safe.substring(0, Math.min(safe.length(), LONGEST_HOST));
    }
}
