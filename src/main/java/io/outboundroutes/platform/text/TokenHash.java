package io.outboundroutes.platform.text;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of a bearer token: enough to recognise the token, not to use it. Good for tokens that are long and random,
 * as a password would be guessed from its hash. Immutable.
 */
public final class TokenHash {

    private static final Pattern WRITTEN = Pattern.compile("sha256:[0-9A-Fa-f]{64}");
    private static final int PREFIX = "sha256:".length();

    private final byte[] hash;

    private TokenHash(byte[] hash) {
        this.hash = hash;
    }

    /**
     * Reads a hash.
     *
     * @param text {@code sha256:} and 64 hexadecimal digits
     * @throws IllegalArgumentException when it is something else
     */
    public static TokenHash parse(String text) {
        if (!WRITTEN.matcher(text).matches()) {
            throw new IllegalArgumentException("not sha256: and 64 hexadecimal digits");
        }
        return new TokenHash(HexFormat.of().parseHex(text.substring(PREFIX).toLowerCase(Locale.ROOT)));
    }

    /** Whether it is this token's; takes the same time for every token of one length. */
    public boolean isOf(String token) {
        try {
            byte[] other = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return MessageDigest.isEqual(hash, other);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TokenHash that && MessageDigest.isEqual(hash, that.hash);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hash);
    }

    @Override
    public String toString() {
        return "***";
    }
}
