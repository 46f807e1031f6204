package io.outboundroutes.platform.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;

/** Rows on their way, and what recognises them all: the hash that the store keeps with a run. Used by one thread. */
public final class InputHash implements Iterator<String> {

    private final Iterator<String> rows;
    private final MessageDigest digest;

    public InputHash(Iterator<String> rows) {
        this.rows = rows;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    @Override
    public boolean hasNext() {
        return rows.hasNext();
    }

    @Override
    public String next() {
        String row = rows.next();
        digest.update(row.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
        return row;
    }

    /** Reads what is left, and answers the hash; once. */
    public String ofAll() {
        forEachRemaining(row -> {});
        return HexFormat.of().formatHex(digest.digest());
    }
}
