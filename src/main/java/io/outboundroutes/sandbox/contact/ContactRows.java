package io.outboundroutes.sandbox.contact;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outboundroutes.sandbox.query.Fields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Contacts by row number: first the made-up ones, of which only the time is kept, then those that were added. Not
 * thread-safe.
 */
final class ContactRows {

    /** Contacts made up later have indexes from here on, far from those of the beginning. */
    private static final int LATER = 1_900_000_000;

    private final ContactGenerator generator;
    private final long[] updated;
    private final BitSet touched = new BitSet();
    private final List<Contact> added = new ArrayList<>();
    /** All rows, newest first as long as {@link #ordered} says so. */
    private int[] order = new int[0];

    private boolean ordered;
    private int nextMadeUp = LATER;

    ContactRows(ContactGenerator generator, int generated) {
        this.generator = generator;
        this.updated = new long[generated];
        Arrays.setAll(updated, generator::updated);
    }

    int size() {
        return updated.length + added.size();
    }

    Contact get(int row) {
        return row < updated.length
                ? generator.contact(row, updated[row], touched.get(row))
                : added.get(row - updated.length);
    }

    void add(ObjectNode contact) {
        added.add(new StoredContact(contact.deepCopy()));
        ordered = false;
    }

    Contact addMadeUp(Instant now) {
        do {
            nextMadeUp++;
        } while (!generator.isOrdinary(nextMadeUp));
        Contact contact = generator.contact(nextMadeUp, now.toEpochMilli(), true);
        added.add(contact);
        ordered = false;
        return contact;
    }

    void touch(int row, Instant now) {
        if (row < updated.length) {
            updated[row] = now.toEpochMilli();
            touched.set(row);
        } else {
            Contact contact = added.get(row - updated.length);
            added.set(row - updated.length, touched(contact, now));
        }
        ordered = false;
    }

    private Contact touched(Contact contact, Instant now) {
        return contact instanceof StoredContact stored
                ? stored.touched(now)
                : generator.contact(((GeneratedContact) contact).index(), now.toEpochMilli(), true);
    }

    /** The rows that pass the test, in the given order. */
    int[] select(Predicate<Fields> test, Sort sort) {
        int[] selected =
                Arrays.stream(newestFirst()).filter(row -> test.test(get(row))).toArray();
        return sort.equals(Sort.NEWEST_FIRST) ? selected : sorted(selected, sort);
    }

    private int[] newestFirst() {
        if (!ordered) {
            // Starting from the last order makes sorting again after a few changes nearly free.
            order = sorted(order.length == size() ? order : allRows(), Sort.NEWEST_FIRST);
            ordered = true;
        }
        return order;
    }

    private int[] allRows() {
        int[] rows = Arrays.copyOf(order, size());
        for (int i = order.length; i < rows.length; i++) {
            rows[i] = i;
        }
        return rows;
    }

    private int[] sorted(int[] rows, Sort sort) {
        Comparator<Integer> byId = Comparator.comparing(row -> get(row).id());
        Comparator<Integer> byTime = Comparator.comparingLong(this::millis);
        Comparator<Integer> first = sort.byTime() ? byTime : byId;
        Comparator<Integer> comparator = (sort.descending() ? first.reversed() : first).thenComparing(byId);
        return Arrays.stream(rows)
                .boxed()
                .sorted(comparator)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private long millis(int row) {
        return row < updated.length
                ? updated[row]
                : added.get(row - updated.length).updatedMillis();
    }
}
