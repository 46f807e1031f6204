package io.outboundroutes.sandbox.contact;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outboundroutes.sandbox.query.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Makes up contacts: the same seed, origin and index give the same contact, byte for byte. Nothing is kept per contact,
 * so that a million of them cost nothing until they are asked for. Thread-safe.
 */
public final class ContactGenerator {

    /** Every tenth contact has a special profile; they take turns, so that a thousand contacts show them all. */
    private static final int SPECIAL_EVERY = 10;

    private static final long HOUR = Duration.ofHours(1).toMillis();
    /** Ages at which a group's contacts begin, so that every refresh tier has groups. */
    private static final long[] YOUNGEST = {HOUR / 3, 3 * HOUR, 20 * HOUR, 60 * HOUR};

    private static final long OLD = Instant.parse("2022-06-01T00:00:00Z").toEpochMilli();

    private final long seed;
    private final long origin;
    private final List<ObjectNode> profiles = new ArrayList<>();

    /**
     * @param seed what makes two sets of contacts differ
     * @param origin the time from which the contacts' ages are counted back
     */
    public ContactGenerator(long seed, Instant origin) {
        this.seed = seed;
        this.origin = origin.toEpochMilli();
        for (boolean premium : new boolean[] {true, false}) {
            for (int i = 0; i < Profiles.specials(); i++) {
                profiles.add(Profiles.special(i, premium));
            }
            for (List<String> region : Profiles.REGIONS) {
                for (List<String> tier : Profiles.TIERS) {
                    for (String regionSpelling : region) {
                        for (String tierSpelling : tier) {
                            profiles.add(Profiles.plain(regionSpelling, tierSpelling, premium));
                        }
                    }
                }
            }
        }
    }

    /** The contact of an index, as it was in the beginning. */
    public Contact contact(int index) {
        return contact(index, updated(index), false);
    }

    /**
     * The contact of an index with another time.
     *
     * @param touched whether the time was changed later; such times are always written in ISO-8601
     */
    Contact contact(int index, long updated, boolean touched) {
        return new GeneratedContact(this, index, updated, touched ? WrittenTime.ISO : writtenTime(index));
    }

    /** When the contact was changed last, in epoch milliseconds. */
    long updated(int index) {
        if (writtenTime(index) == WrittenTime.MISSING) {
            return Timestamps.NONE;
        }
        long hash = hash(index, 3);
        if (index % 97 == 96) {
            return OLD + Math.floorMod(hash, 180L * 24 * HOUR);
        }
        long spread = Math.floorMod(hash, 5L) == 0 ? HOUR : 20L * 24 * HOUR;
        long youngest = YOUNGEST[Math.floorMod(profile(index), YOUNGEST.length)];
        return origin - youngest - Math.floorMod(hash >>> 8, spread);
    }

    String id(int index) {
        long high = (hash(index, 1) & ~0xF000L) | 0x4000L;
        long low = (hash(index, 2) & ~(3L << 62)) | (1L << 63);
        return new UUID(high, low).toString();
    }

    String status(int index) {
        return index % 17 == 16 ? "paused" : "ready";
    }

    /** Whether the contact is one that the guide's own query selects, with a plain region and tier. */
    boolean isOrdinary(int index) {
        return index % SPECIAL_EVERY != SPECIAL_EVERY - 1
                && isPremium(index)
                && status(index).equals("ready");
    }

    private static boolean isPremium(int index) {
        return index % 13 != 12;
    }

    /** Shared by all contacts of the profile: read only. */
    ObjectNode attributes(int index) {
        int half = profiles.size() / 2;
        return profiles.get(isPremium(index) ? profile(index) : half + profile(index));
    }

    private int profile(int index) {
        if (index % SPECIAL_EVERY == SPECIAL_EVERY - 1) {
            return index / SPECIAL_EVERY % Profiles.specials();
        }
        int plain = profiles.size() / 2 - Profiles.specials();
        return Profiles.specials() + (int) Math.floorMod(hash(index, 4), (long) plain);
    }

    private static WrittenTime writtenTime(int index) {
        if (index % 101 == 100) {
            return WrittenTime.ZONELESS;
        }
        if (index % 103 == 102) {
            return WrittenTime.EPOCH_MILLIS;
        }
        return index % 107 == 106 ? WrittenTime.MISSING : WrittenTime.ISO;
    }

    /** SplitMix64: well mixed, and the same everywhere. */
    private long hash(int index, int purpose) {
        long z = seed * 0x9E3779B97F4A7C15L + index * 0xBF58476D1CE4E5B9L + purpose * 0x94D049BB133111EBL;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
