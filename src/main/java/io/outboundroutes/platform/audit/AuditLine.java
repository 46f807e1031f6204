package io.outboundroutes.platform.audit;

import io.outboundroutes.platform.json.Json;
import io.outboundroutes.platform.run.AuditEntry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of the trail.
 *
 * <p>{@code hash} is the SHA-256, in hex, of {@code prevHash} followed by the content. The content is the line without its
 * last two fields: the compact ASCII JSON of {@code {timestamp, runId, workflow, action, details}} as it stands in the
 * file, closing brace included. So anybody can check a line with {@code sha256sum}.
 *
 * @param content the line's JSON without {@code prevHash} and {@code hash}
 * @param prevHash the hash of the line before; sixty-four noughts for the first
 * @param hash its own
 */
record AuditLine(String content, String prevHash, String hash) {

    static final String NO_HASH = "0".repeat(64);

    private static final Pattern LINE =
            Pattern.compile("(\\{.*),\"prevHash\":\"([0-9a-f]{64})\",\"hash\":\"([0-9a-f]{64})\"}", Pattern.DOTALL);

    /** The content of an entry's line. */
    static String content(AuditEntry entry) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("timestamp", entry.timestamp());
        fields.put("runId", entry.runId());
        fields.put("workflow", entry.workflow());
        fields.put("action", entry.action());
        fields.put("details", entry.details());
        return Json.writeAscii(fields);
    }

    /** The line that follows the one with this hash. */
    static AuditLine after(String prevHash, String content) {
        return new AuditLine(content, prevHash, hash(prevHash, content));
    }

    /** Takes a line apart, without judging its hash; empty when it is no audit line. */
    static Optional<AuditLine> parse(String line) {
        Matcher matcher = LINE.matcher(line);
        return matcher.matches()
                ? Optional.of(new AuditLine(matcher.group(1) + "}", matcher.group(2), matcher.group(3)))
                : Optional.empty();
    }

    boolean isAsWritten() {
        return hash.equals(hash(prevHash, content));
    }

    /** As it stands in the file, without the line break. */
    String text() {
        return content.substring(0, content.length() - 1) + ",\"prevHash\":\"" + prevHash + "\",\"hash\":\"" + hash
                + "\"}";
    }

    private static String hash(String prevHash, String content) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            // Latin-1, since that is how lines are read: byte for byte, so that no byte changed from outside is lost.
            digest.update(prevHash.getBytes(StandardCharsets.ISO_8859_1));
            return HexFormat.of().formatHex(digest.digest(content.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
