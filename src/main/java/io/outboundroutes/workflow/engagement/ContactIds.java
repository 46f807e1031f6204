package io.outboundroutes.workflow.engagement;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * A set of contact ids that costs their bytes and about ten more each, where a {@code HashSet} of texts costs a hundred:
 * two lists of 200,000 contacts stand beside each other in a small heap. Ids are kept in the order of adding, never
 * removed, and at most {@value #LONGEST} bytes of UTF-8. Not thread-safe.
 */
public final class ContactIds implements Iterable<String> {

    /** The most bytes of an id, in UTF-8. */
    public static final int LONGEST = 1024;

    private static final int BLOCK_BITS = 16;
    private static final int BLOCK = 1 << BLOCK_BITS;
    private static final int FIRST_SLOTS = 64;

    private final List<byte[]> blocks = new ArrayList<>();
    /** Where each id stands: the block's number and the place in it. There stand two bytes of length, then the id. */
    private int[] places = new int[16];
    /** Open addressing: the number of an id plus one; 0 is an empty slot. At most three quarters are full. */
    private int[] slots = new int[FIRST_SLOTS];

    private int size;
    private int used = BLOCK;

    /** Whether the set can hold an id: a text that is not empty, well-formed, and not too long. */
    public static boolean fits(String id) {
        return !id.isEmpty()
                && id.length() <= LONGEST
                && StandardCharsets.UTF_8.newEncoder().canEncode(id)
                && id.getBytes(StandardCharsets.UTF_8).length <= LONGEST;
    }

    /** How many ids there are. */
    public int size() {
        return size;
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return size == 0;
    }

    /**
     * Adds an id.
     *
     * @return whether it was not there before
     * @throws IllegalArgumentException when it does not {@link #fits fit}
     */
    public boolean add(String id) {
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0 || bytes.length > LONGEST) {
            throw new IllegalArgumentException(
                    "An id of " + bytes.length + " bytes cannot be kept; at most " + LONGEST);
        }
        int slot = find(bytes);
        if (slots[slot] != 0) {
            return false;
        }
        if (size == places.length) {
            places = Arrays.copyOf(places, size + size / 2);
        }
        places[size++] = store(bytes);
        slots[slot] = size;
        if (size > slots.length / 4 * 3) {
            grow();
        }
        return true;
    }

    /** How many bytes the ids and what finds them take. */
    long bytes() {
        return (long) blocks.size() * BLOCK + (long) Integer.BYTES * (places.length + slots.length);
    }

    /** Whether an id is there. */
    public boolean contains(String id) {
        return slots[find(id.getBytes(StandardCharsets.UTF_8))] != 0;
    }

    /** The number of an id in the order of adding, from 0; -1 when it is not there. */
    int indexOf(String id) {
        return slots[find(id.getBytes(StandardCharsets.UTF_8))] - 1;
    }

    /** The ids that pass a test, as a set of their own. */
    public ContactIds where(Predicate<String> test) {
        ContactIds chosen = new ContactIds();
        for (String id : this) {
            if (test.test(id)) {
                chosen.add(id);
            }
        }
        return chosen;
    }

    /** The ids that are in both sets. */
    public ContactIds and(ContactIds other) {
        return where(other::contains);
    }

    /** The ids that are in this set and not in the other. */
    public ContactIds minus(ContactIds other) {
        return where(id -> !other.contains(id));
    }

    /** How many ids are in both sets. */
    public long countIn(ContactIds other) {
        long count = 0;
        for (String id : this) {
            count += other.contains(id) ? 1 : 0;
        }
        return count;
    }

    /** The ids in the order of adding. */
    @Override
    public Iterator<String> iterator() {
        return over(IntStream.range(0, size).toArray());
    }

    /** The ids by code point, one after the other; what is added later is not among them. */
    public Iterator<String> sorted() {
        Comparator<Integer> byText = (one, other) -> compare(places[one], places[other]);
        return over(IntStream.range(0, size)
                .boxed()
                .sorted(byText)
                .mapToInt(Integer::intValue)
                .toArray());
    }

    private Iterator<String> over(int[] numbers) {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < numbers.length;
            }

            @Override
            public String next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return get(numbers[next++]);
            }
        };
    }

    private String get(int number) {
        int place = places[number];
        byte[] block = blocks.get(place >>> BLOCK_BITS);
        int at = place & (BLOCK - 1);
        return new String(block, at + 2, length(block, at), StandardCharsets.UTF_8);
    }

    private int store(byte[] bytes) {
        if (used + 2 + bytes.length > BLOCK) {
            blocks.add(new byte[BLOCK]);
            used = 0;
        }
        byte[] block = blocks.get(blocks.size() - 1);
        int place = ((blocks.size() - 1) << BLOCK_BITS) | used;
        block[used] = (byte) (bytes.length >>> 8);
        block[used + 1] = (byte) bytes.length;
        System.arraycopy(bytes, 0, block, used + 2, bytes.length);
        used += 2 + bytes.length;
        return place;
    }

    private static int length(byte[] block, int at) {
        return ((block[at] & 0xFF) << 8) | (block[at + 1] & 0xFF);
    }

    /** The slot that holds the id, or the empty one where it belongs. */
    private int find(byte[] bytes) {
        int slot = hash(bytes, 0, bytes.length) & (slots.length - 1);
        while (slots[slot] != 0 && !isAt(places[slots[slot] - 1], bytes)) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    private boolean isAt(int place, byte[] bytes) {
        byte[] block = blocks.get(place >>> BLOCK_BITS);
        int at = place & (BLOCK - 1);
        int length = length(block, at);
        return Arrays.equals(block, at + 2, at + 2 + length, bytes, 0, bytes.length);
    }

    private void grow() {
        slots = new int[slots.length * 2];
        for (int number = 0; number < size; number++) {
            byte[] block = blocks.get(places[number] >>> BLOCK_BITS);
            int at = places[number] & (BLOCK - 1);
            int slot = hash(block, at + 2, at + 2 + length(block, at)) & (slots.length - 1);
            while (slots[slot] != 0) {
                slot = (slot + 1) & (slots.length - 1);
            }
            slots[slot] = number + 1;
        }
    }

    /** FNV-1a, mixed once more so that the lower bits, which choose the slot, depend on all. */
    private static int hash(byte[] bytes, int from, int to) {
        long hash = 0xCBF29CE484222325L;
        for (int i = from; i < to; i++) {
            hash = (hash ^ bytes[i]) * 0x100000001B3L;
        }
        hash = (hash ^ (hash >>> 32)) * 0x9E3779B97F4A7C15L;
        return (int) (hash >>> 32);
    }

    /** Bytes of UTF-8, compared unsigned, have the order of their code points. */
    private int compare(int one, int other) {
        byte[] first = blocks.get(one >>> BLOCK_BITS);
        byte[] second = blocks.get(other >>> BLOCK_BITS);
        int a = one & (BLOCK - 1);
        int b = other & (BLOCK - 1);
        return Arrays.compareUnsigned(first, a + 2, a + 2 + length(first, a), second, b + 2, b + 2 + length(second, b));
    }
}
