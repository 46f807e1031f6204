package io.outboundroutes.sandbox.list;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The contact lists of the stand-in. In the beginning there are three: a source and a target of made-up contacts, which
 * overlap in the latter half of the source, and an empty destination. Thread-safe.
 */
public final class ContactLists {

    /** The id of the list whose contacts have scores worth filtering. */
    public static final String SOURCE = "sandbox-source-list";
    /** The id of the list that holds the latter half of the source, and as many others. */
    public static final String TARGET = "sandbox-target-list";
    /** The id of a list that is empty in the beginning. */
    public static final String DESTINATION = "sandbox-destination-list";
    /** How many contacts source and target have unless somebody says otherwise. */
    public static final int DEFAULT_SIZE = 1000;
    /** The most contacts in one request, as guide 004 says. */
    public static final int LARGEST_BATCH = 1000;

    private final ListContacts contacts;
    private final Map<String, Members> lists = new LinkedHashMap<>();
    /** Contacts that were given, by id: they stay known when they leave every list. */
    private final Map<String, ObjectNode> given = new HashMap<>();

    private final Set<String> refused = new HashSet<>();
    private Refusal refusal = Refusal.NOT_FOUND;
    private int largestBatch = LARGEST_BATCH;
    private int sourceSize = DEFAULT_SIZE;
    private int targetSize = DEFAULT_SIZE;
    /** Made-up contacts below this index are known to the vendor. */
    private int known;

    /** @param seed what makes two sets of made-up contacts differ */
    public ContactLists(long seed) {
        this.contacts = new ListContacts(seed);
        reset();
    }

    /** Makes source and target anew with so many contacts each; the destination is empty. */
    public synchronized void generate(int source, int target) {
        if (source < 0 || target < 0) {
            throw new IllegalArgumentException("A list cannot have " + Math.min(source, target) + " contacts");
        }
        sourceSize = source;
        targetSize = target;
        int firstOfTarget = source / 2;
        known = Math.max(source, firstOfTarget + target);
        lists.clear();
        lists.put(SOURCE, new Members(contacts));
        lists.put(TARGET, new Members(contacts));
        lists.put(DESTINATION, new Members(contacts));
        members(SOURCE).addMadeUp(0, source);
        members(TARGET).addMadeUp(firstOfTarget, firstOfTarget + target);
    }

    /** Makes a list of contacts that are served as they are given, however odd; an existing one is replaced. */
    public synchronized void put(String list, Collection<ObjectNode> all) {
        Members members = new Members(contacts);
        for (ObjectNode contact : all) {
            members.addGiven(contact);
            given.put(contact.path("id").asText(), contact);
        }
        lists.put(list, members);
    }

    /** Takes a list away. */
    public synchronized void drop(String list) {
        lists.remove(list);
    }

    /** Back to the lists of the beginning, in the sizes that were asked for last; nothing is refused any more. */
    public synchronized void reset() {
        refused.clear();
        given.clear();
        refusal = Refusal.NOT_FOUND;
        largestBatch = LARGEST_BATCH;
        generate(sourceSize, targetSize);
    }

    /** Refuses these contacts from now on, in this way, as if they were unknown. */
    public synchronized void refuse(Collection<String> ids, Refusal how) {
        refused.clear();
        refused.addAll(ids);
        refusal = how;
    }

    /** Takes at most so many contacts in one request. */
    public synchronized void largestBatch(int most) {
        largestBatch = most;
    }

    /** How requests that name refused contacts are answered. */
    public synchronized Refusal refusal() {
        return refusal;
    }

    /** Every list's id and size. */
    public synchronized Map<String, Integer> sizes() {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        lists.forEach((id, members) -> sizes.put(id, members.size()));
        return sizes;
    }

    /** How many contacts a list has; empty when there is none of this id. */
    public synchronized OptionalInt size(String list) {
        Members members = lists.get(list);
        return members == null ? OptionalInt.empty() : OptionalInt.of(members.size());
    }

    /** The ids on a list, in its order. */
    public synchronized List<String> ids(String list) {
        return members(list).ids(0, Integer.MAX_VALUE);
    }

    /** The ids on source and target that are active with a score of at least 75, in the source's order. */
    public synchronized List<String> qualifiedOnBoth() {
        Members target = members(TARGET);
        return members(SOURCE).ids(0, Integer.MAX_VALUE).stream()
                .filter(id -> contacts.index(id) >= 0 && contacts.qualifies(contacts.index(id)))
                .filter(target::contains)
                .toList();
    }

    /** Writes some contacts of a list as elements of an array. */
    public synchronized void write(String list, int start, int count, JsonGenerator json) throws IOException {
        members(list).write(start, count, json);
    }

    /** Puts contacts on a list; those that are there stay as they are. */
    public synchronized Change add(String list, List<String> ids) {
        return change(list, ids, (members, fit) -> {
            for (String id : fit) {
                if (!members.contains(id)) {
                    put(members, id);
                }
            }
        });
    }

    private void put(Members members, String id) {
        ObjectNode contact = given.get(id);
        if (contact == null) {
            members.add(contacts.index(id));
        } else {
            members.addGiven(contact);
        }
    }

    /** Takes contacts off a list; for those that are not on it nothing changes. */
    public synchronized Change remove(String list, List<String> ids) {
        return change(list, ids, Members::removeAll);
    }

    private Change change(String list, List<String> ids, BiConsumer<Members, List<String>> act) {
        Members members = lists.get(list);
        if (members == null) {
            return Change.ofUnknownList();
        }
        if (ids.size() > largestBatch) {
            return Change.ofTooMany();
        }
        List<String> bad = ids.stream().filter(id -> !isFine(id)).toList();
        if (!bad.isEmpty() && refusal != Refusal.PARTIAL) {
            return new Change(true, false, 0, bad);
        }
        Set<String> notThese = new HashSet<>(bad);
        List<String> fit = ids.stream().filter(id -> !notThese.contains(id)).toList();
        act.accept(members, fit);
        return new Change(true, false, fit.size(), bad);
    }

    private boolean isFine(String id) {
        int index = contacts.index(id);
        return !refused.contains(id) && (given.containsKey(id) || (index >= 0 && index < known));
    }

    /** Contacts appear at the front of a list, so that all others move. */
    public synchronized void insertFirst(String list, int count) {
        for (int i = 0; i < count; i++) {
            members(list).insertFirst(known++);
        }
    }

    /** Contacts vanish from the front of a list, so that all others move. */
    public synchronized void removeFirst(String list, int count) {
        members(list).removeAll(members(list).ids(0, count));
    }

    private Members members(String list) {
        Members members = lists.get(list);
        if (members == null) {
            throw new IllegalArgumentException("There is no list '" + list + "'");
        }
        return members;
    }
}
