package io.outboundroutes.sandbox.list;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Makes up the contacts of lists: the same seed and index give the same contact, byte for byte, and nothing is kept per
 * contact. Immutable.
 *
 * <p>Of five in a row, three qualify for a threshold of 75 of 100: their scores are whole numbers, decimals or texts,
 * their status is ACTIVE in some spelling or absent. The fourth has a lower score. The fifth has an odd score, none, or
 * is archived. Names and phones say CANARY, so that one can search logs and reports for them.
 */
final class ListContacts {

    private static final String[] QUALIFIED = {
        "75", "100", "80", "75.5", "\"88\"", "\" 91.25 \"", "90", "77",
    };
    private static final String[] TOO_LOW = {"74.99", "0", "40", "\"12\""};
    private static final @Nullable String[] ODD = {"95", "null", null, "\"high\"", "-5", "140", "true", "85"};

    private static final int IN_A_ROW = 5;
    private static final int DIGITS_OF_INDEX = 8;

    private final long seed;

    ListContacts(long seed) {
        this.seed = seed;
    }

    /** The id: it looks like a UUID, and its last digits are the index. */
    String id(int index) {
        long high = (mixed(index) & ~0xF000L) | 0x4000L;
        String hex = HexFormat.of().toHexDigits(high);
        String low = HexFormat.of().toHexDigits(index);
        return hex.substring(0, 8) + "-" + hex.substring(8, 12) + "-" + hex.substring(12) + "-8000-0000" + low;
    }

    /** The index of an id; -1 when it is none of ours. */
    int index(String id) {
        if (id.length() != 36) {
            return -1;
        }
        String low = id.substring(36 - DIGITS_OF_INDEX);
        if (!low.chars().allMatch(HexFormat::isHexDigit)) {
            return -1;
        }
        int index = HexFormat.fromHexDigits(low);
        return index >= 0 && id(index).equals(id) ? index : -1;
    }

    void write(int index, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", id(index));
        json.writeStringField("name", "CANARY-NAME-" + index);
        json.writeStringField("phone", "+1555CANARY" + index);
        String score = score(index);
        if (score != null) {
            json.writeFieldName("engagementScore");
            json.writeRawValue(score);
        }
        String status = status(index);
        if (status != null) {
            json.writeStringField("status", status);
        }
        json.writeEndObject();
    }

    /** Whether the contact is active and its score is at least 75. */
    boolean qualifies(int index) {
        return index % IN_A_ROW < 3;
    }

    private static @Nullable String score(int index) {
        int turn = index / IN_A_ROW;
        return switch (index % IN_A_ROW) {
            case 3 -> TOO_LOW[turn % TOO_LOW.length];
            case 4 -> ODD[turn % ODD.length];
            default -> QUALIFIED[turn % QUALIFIED.length];
        };
    }

    private static @Nullable String status(int index) {
        int turn = index / IN_A_ROW % 8;
        if (index % IN_A_ROW == 4 && turn == 0) {
            return "ARCHIVED";
        }
        if (index % IN_A_ROW == 4 && turn == 7) {
            return "archived";
        }
        return switch (turn) {
            case 6 -> " active ";
            case 7 -> null;
            default -> "ACTIVE";
        };
    }

    /** SplitMix64: well mixed, and the same everywhere. */
    private long mixed(int index) {
        long z = seed * 0x9E3779B97F4A7C15L + index * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
