package io.outboundroutes.platform.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one group of contacts at one vendor organisation: its name for ever, and its segment once there is one.
 *
 * @param target the organisation: the host of its API
 * @param canonicalHash SHA-256 of the canonical form, hexadecimal; identifies the group within the target
 * @param canonical the group's canonical form
 * @param guideKey the guide's key, which several groups may share
 * @param groupKey the key that it was given
 * @param segmentName the name that it was given; unique within the target
 * @param query the query its segment was last posted with; null while there is none
 * @param refreshInterval the interval its segment was last posted with, ISO-8601; null while there is none
 * @param segmentId the vendor's id of the segment; null when it is not known
 * @param state how far it is
 */
public record GroupRow(
        String target,
        String canonicalHash,
        String canonical,
        String guideKey,
        String groupKey,
        String segmentName,
        @Nullable String query,
        @Nullable String refreshInterval,
        @Nullable String segmentId,
        State state) {

    /** How far a group is. */
    public enum State {
        /** It has a name; no segment is known. */
        NAMED,
        /** Its segment was created by us, with the stored query and interval. */
        CREATED,
        /** The vendor said that a segment of that name exists; what it holds is not known. */
        EXISTS
    }

    /** A group that was just given its name. */
    public static GroupRow named(
            String target, String canonical, String guideKey, String groupKey, String segmentName) {
        return new GroupRow(
                target, hash(canonical), canonical, guideKey, groupKey, segmentName, null, null, null, State.NAMED);
    }

    /** The identity of a group within its target. */
    public static String hash(String canonical) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
