package io.outboundroutes.workflow.segmentation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a group is: a set of (attribute, normalised value) pairs. Equal sets are equal whatever their order.
 *
 * <p>Cheap to make and to compare, so that each contact may carry one; the digests are computed when asked for, once per
 * distinct group.
 *
 * @param pairs attribute → normalised value, at least one
 */
public record GroupIdentity(Map<String, String> pairs) {

    /** How many hexadecimal digits of SHA-256 a group key has. */
    static final int KEY_LENGTH = 16;

    public GroupIdentity {
        pairs = Collections.unmodifiableMap(new LinkedHashMap<>(pairs));
        if (pairs.isEmpty()) {
            throw new IllegalArgumentException("A group has at least one attribute; none was given");
        }
    }

    /**
     * The text that stands for the set, different for different sets: {@code name=value} with {@code \}, {@code =} and
     * {@code |} escaped by a backslash, sorted by code point, joined by {@code |}.
     */
    public String canonical() {
        return pairs.entrySet().stream()
                .map(pair -> escape(pair.getKey()) + "=" + escape(pair.getValue()))
                .sorted(Text.BY_CODE_POINT)
                .collect(Collectors.joining("|"));
    }

    /** The guide's key: made of the values alone, hence shared by sets such as swapped values. */
    public String guideKey() {
        String joined = pairs.values().stream().sorted(Text.BY_CODE_POINT).collect(Collectors.joining("|"));
        return Text.sha256(joined).substring(0, KEY_LENGTH);
    }

    /** The key made of the canonical form. */
    public String namedKey() {
        return digest().substring(0, KEY_LENGTH);
    }

    /** What is added to the guide key of a set that cannot have it plain: 8 hexadecimal digits of the canonical form. */
    public String suffix() {
        return digest().substring(0, 8);
    }

    /** SHA-256 of the canonical form, 64 hexadecimal digits. */
    String digest() {
        return Text.sha256(canonical());
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 4);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' || c == '=' || c == '|') {
                escaped.append('\\');
            }
            escaped.append(c);
        }
        return escaped.toString();
    }
}
