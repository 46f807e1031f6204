package io.outboundroutes.platform.text;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A password that can be recognised but not read: salted, and slow to compute, so that whoever gets hold of the
 * configuration cannot try many. Written {@code pbkdf2-sha256:<iterations>:<salt>:<hash>}, the last two in Base64 for
 * addresses (no colon or comma, so that it may stand in a list). Immutable.
 */
public final class PasswordHash {

    /** What OWASP recommends for PBKDF2 with HMAC-SHA256; half a second on a slow machine. */
    public static final int ITERATIONS = 600_000;

    /** Longest password that is looked at, in characters. */
    public static final int LONGEST = 256;

    private static final int FEWEST_ITERATIONS = 100_000;
    private static final int MOST_ITERATIONS = 10_000_000;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int BITS_PER_BYTE = 8;
    private static final Pattern WRITTEN =
            Pattern.compile("pbkdf2-sha256:(\\d{1,8}):([A-Za-z0-9_-]{22}):([A-Za-z0-9_-]{43})");

    private final int iterations;
    private final byte[] salt;
    private final byte[] hash;

    private PasswordHash(int iterations, byte[] salt, byte[] hash) {
        this.iterations = iterations;
        this.salt = salt;
        this.hash = hash;
    }

    /**
     * Makes the hash of a password, with a new salt.
     *
     * @param password 1 to {@link #LONGEST} characters
     * @throws IllegalArgumentException when it is empty or longer
     */
    public static PasswordHash of(char[] password) {
        if (password.length == 0 || password.length > LONGEST) {
            throw new IllegalArgumentException("a password has 1 to " + LONGEST + " characters");
        }
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return new PasswordHash(ITERATIONS, salt, derive(password, salt, ITERATIONS));
    }

    /**
     * Reads a hash.
     *
     * @throws IllegalArgumentException when it is none, or one with fewer than 100,000 iterations; the message does not
     *     repeat it
     */
    public static PasswordHash parse(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            throw new IllegalArgumentException("not pbkdf2-sha256:<iterations>:<salt>:<hash>");
        }
        int iterations = Integer.parseInt(written.group(1));
        if (iterations < FEWEST_ITERATIONS || iterations > MOST_ITERATIONS) {
            throw new IllegalArgumentException(
                    "not " + FEWEST_ITERATIONS + " to " + MOST_ITERATIONS + " iterations but " + iterations);
        }
        Base64.Decoder base64 = Base64.getUrlDecoder();
        return new PasswordHash(iterations, base64.decode(written.group(2)), base64.decode(written.group(3)));
    }

    /** Whether it is this password's. Takes as long for a wrong password as for the right one. */
    public boolean isOf(char[] password) {
        if (password.length == 0 || password.length > LONGEST) {
            return false;
        }
        return MessageDigest.isEqual(hash, derive(password, salt, iterations));
    }

    private static byte[] derive(char[] password, byte[] salt, int iterations) {
        PBEKeySpec spec = new PBEKeySpec(password, salt, iterations, HASH_BYTES * BITS_PER_BYTE);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has PBKDF2", e);
        } finally {
            spec.clearPassword();
        }
    }

    /** As it stands in the configuration. */
    public String written() {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return "pbkdf2-sha256:" + iterations + ":" + base64.encodeToString(salt) + ":" + base64.encodeToString(hash);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PasswordHash that
                && iterations == that.iterations
                && Arrays.equals(salt, that.salt)
                && MessageDigest.isEqual(hash, that.hash);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(salt);
    }

    @Override
    public String toString() {
        return "***";
    }
}
