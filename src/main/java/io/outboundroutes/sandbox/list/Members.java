package io.outboundroutes.sandbox.list;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who is on one list, in its order: a made-up contact is its index, one that was given is a negative number. Four bytes
 * and a bit per contact. Not thread-safe.
 */
final class Members {

    private final ListContacts contacts;
    private final BitSet madeUp = new BitSet();
    private final List<ObjectNode> given = new ArrayList<>();
    private final Map<String, Integer> givenById = new HashMap<>();
    private int[] order = new int[0];
    private int size;

    Members(ListContacts contacts) {
        this.contacts = contacts;
    }

    int size() {
        return size;
    }

    /** Adds made-up contacts with these indexes, at the end. */
    void addMadeUp(int from, int to) {
        order = Arrays.copyOf(order, size + to - from);
        for (int index = from; index < to; index++) {
            order[size++] = index;
        }
        madeUp.set(from, to);
    }

    /** Adds a contact as it is, however odd. */
    void addGiven(ObjectNode contact) {
        given.add(contact.deepCopy());
        givenById.put(contact.path("id").asText(), -given.size());
        append(-given.size());
    }

    boolean contains(String id) {
        int index = contacts.index(id);
        return (index >= 0 && madeUp.get(index)) || givenById.containsKey(id);
    }

    /** Puts a made-up contact at the end unless it is there. */
    void add(int index) {
        if (!madeUp.get(index)) {
            madeUp.set(index);
            append(index);
        }
    }

    /** Puts a made-up contact at the front, so that all others move by one. */
    void insertFirst(int index) {
        add(index);
        System.arraycopy(order, 0, order, 1, size - 1);
        order[0] = index;
    }

    void removeAll(List<String> ids) {
        Set<Integer> gone = new HashSet<>();
        for (String id : ids) {
            int index = contacts.index(id);
            Integer number = index >= 0 && madeUp.get(index) ? (Integer) index : givenById.remove(id);
            if (number != null) {
                gone.add(number);
            }
        }
        gone.stream().filter(number -> number >= 0).forEach(madeUp::clear);
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (!gone.contains(order[i])) {
                order[kept++] = order[i];
            }
        }
        size = kept;
    }

    /** The ids of some members, in order. */
    List<String> ids(int start, int count) {
        List<String> ids = new ArrayList<>();
        for (int i = Math.min(start, size); i < Math.min((long) start + count, size); i++) {
            ids.add(
                    order[i] >= 0
                            ? contacts.id(order[i])
                            : given(order[i]).path("id").asText());
        }
        return ids;
    }

    void write(int start, int count, JsonGenerator json) throws IOException {
        for (int i = Math.min(start, size); i < Math.min((long) start + count, size); i++) {
            if (order[i] >= 0) {
                contacts.write(order[i], json);
            } else {
                json.writeTree(given(order[i]));
            }
        }
    }

    private ObjectNode given(int number) {
        return given.get(-number - 1);
    }

    private void append(int number) {
        if (size == order.length) {
            order = Arrays.copyOf(order, Math.max(16, size + size / 2));
        }
        order[size++] = number;
    }
}
