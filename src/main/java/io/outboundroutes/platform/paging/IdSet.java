package io.outboundroutes.platform.paging;

/**
 * Remembers ids by a 64-bit hash of each, in primitive open-addressing tables.
 *
 * <p>Cost: a table is 85 % full at most and grows by half, so that it is never less than 56 % full afterwards: 9.5 to
 * 14.2 bytes per id. There are many small tables, one of which grows at a time, so that growing needs hardly any more.
 *
 * <p>Two ids with one hash would count as one. For a million ids that happens about once in 37 million reads
 * (n² / 2 / 2⁶⁴), and what it costs is one record that is dropped as read before.
 */
final class IdSet implements SeenIds {

    private static final int TABLES = 64;
    private static final int FIRST_CAPACITY = 16;
    private static final double MAX_LOAD = 0.85;
    /** Marks an empty slot; an id that hashes to it is remembered under another number. */
    private static final long EMPTY = 0;

    private static final long ZERO_STAND_IN = 0x9E3779B97F4A7C15L;

    private final long[][] tables = new long[TABLES][FIRST_CAPACITY];
    private final int[] sizes = new int[TABLES];

    @Override
    public boolean add(String id) {
        return addHash(hash(id));
    }

    boolean addHash(long hash) {
        long key = hash == EMPTY ? ZERO_STAND_IN : hash;
        int shard = (int) (key & (TABLES - 1));
        int slot = find(tables[shard], key);
        if (tables[shard][slot] == key) {
            return false;
        }
        if (sizes[shard] + 1 > tables[shard].length * MAX_LOAD) {
            tables[shard] = grown(tables[shard]);
            slot = find(tables[shard], key);
        }
        tables[shard][slot] = key;
        sizes[shard]++;
        return true;
    }

    long size() {
        long size = 0;
        for (int one : sizes) {
            size += one;
        }
        return size;
    }

    /** How many bytes the tables' slots take. */
    long bytes() {
        long slots = 0;
        for (long[] table : tables) {
            slots += table.length;
        }
        return slots * Long.BYTES;
    }

    private static long[] grown(long[] table) {
        long[] bigger = new long[table.length + table.length / 2];
        for (long key : table) {
            if (key != EMPTY) {
                bigger[find(bigger, key)] = key;
            }
        }
        return bigger;
    }

    /** The slot that holds the key, or the empty one where it belongs. The upper half of the key chooses the start. */
    private static int find(long[] table, long key) {
        int slot = (int) (((key >>> 32) * table.length) >>> 32);
        while (table[slot] != EMPTY && table[slot] != key) {
            slot = slot + 1 == table.length ? 0 : slot + 1;
        }
        return slot;
    }

    /** Four characters at a time, each step mixed fully, so that ids that differ in one digit spread over all bits. */
    static long hash(String id) {
        long hash = mix(id.length() + ZERO_STAND_IN);
        long word = 0;
        for (int i = 0; i < id.length(); i++) {
            word = word << 16 | id.charAt(i);
            if ((i & 3) == 3) {
                hash = mix(hash ^ word);
                word = 0;
            }
        }
        return mix(hash ^ word);
    }

    /** The finaliser of SplitMix64 (Stafford's variant 13): a bijection in which each bit touches every other. */
    private static long mix(long z) {
        long first = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long second = (first ^ (first >>> 27)) * 0x94D049BB133111EBL;
        return second ^ (second >>> 31);
    }
}
