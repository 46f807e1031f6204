package io.outboundroutes.sandbox.contact;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outboundroutes.sandbox.query.Matching;
import io.outboundroutes.sandbox.query.Query;
import io.outboundroutes.sandbox.query.QueryMatcher;
import io.outboundroutes.sandbox.query.QueryParser;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The contacts of the stand-in. Selections are sorted once per query and kept until a contact changes, so that reading
 * a million contacts page by page sorts them once. Thread-safe.
 */
public final class ContactStore {

    private static final int KEPT_SELECTIONS = 8;

    private final ContactGenerator generator;
    private final int generatedAtFirst;
    private final QueryMatcher matcher;
    private final Map<String, int[]> selections = new LinkedHashMap<>(16, 0.75f, true);
    private ContactRows rows;

    /**
     * A store of made-up contacts.
     *
     * @param generator makes them up
     * @param count how many
     * @param matching how values are compared
     */
    public ContactStore(ContactGenerator generator, int count, Matching matching) {
        this.generator = generator;
        this.generatedAtFirst = count;
        this.matcher = new QueryMatcher(matching);
        this.rows = new ContactRows(generator, count);
    }

    /** How many contacts there are. */
    public synchronized int size() {
        return rows.size();
    }

    /**
     * A page of what the query selects.
     *
     * @param pageNumber from 1; a page after the last is empty
     * @param size contacts per page
     * @throws io.outboundroutes.sandbox.query.QuerySyntaxException when the query does not follow the grammar
     */
    public synchronized ContactPage page(String query, Sort sort, int pageNumber, int size) {
        int[] selection = selection(query, sort);
        long start = (long) (pageNumber - 1) * size;
        List<Contact> contacts = new ArrayList<>();
        for (long i = start; i < Math.min(start + size, selection.length); i++) {
            contacts.add(rows.get(selection[(int) i]));
        }
        return new ContactPage(contacts, selection.length);
    }

    /**
     * How many contacts the query selects.
     *
     * @throws io.outboundroutes.sandbox.query.QuerySyntaxException when the query does not follow the grammar
     */
    public synchronized int count(String query) {
        return selection(query, Sort.NEWEST_FIRST).length;
    }

    /**
     * The ids of the contacts that the query selects, newest first.
     *
     * @throws io.outboundroutes.sandbox.query.QuerySyntaxException when the query does not follow the grammar
     */
    public synchronized List<String> ids(String query) {
        return Arrays.stream(selection(query, Sort.NEWEST_FIRST))
                .mapToObj(row -> rows.get(row).id())
                .toList();
    }

    /** Replaces all contacts. They are served as they are given, however odd. */
    public synchronized void replace(List<ObjectNode> contacts) {
        rows = new ContactRows(generator, 0);
        contacts.forEach(rows::add);
        selections.clear();
    }

    /** Puts one more contact beside the others. */
    public synchronized void add(ObjectNode contact) {
        rows.add(contact);
        selections.clear();
    }

    /** Back to the contacts of the beginning. */
    public synchronized void reset() {
        rows = new ContactRows(generator, generatedAtFirst);
        selections.clear();
    }

    /**
     * Changes the time of the last {@code count} contacts that the query selects: those that a reader, newest first,
     * comes to last. They move to the front.
     *
     * @return their ids
     */
    public synchronized List<String> touchLast(String query, int count, Instant now) {
        int[] selection = selection(query, Sort.NEWEST_FIRST);
        List<String> ids = new ArrayList<>();
        for (int i = Math.max(0, selection.length - count); i < selection.length; i++) {
            ids.add(rows.get(selection[i]).id());
            rows.touch(selection[i], now);
        }
        selections.clear();
        return ids;
    }

    /**
     * Changes the time of the contacts with these ids.
     *
     * @return the ids that were found
     */
    public synchronized List<String> touch(Collection<String> ids, Instant now) {
        Set<String> wanted = new HashSet<>(ids);
        List<String> found = new ArrayList<>();
        for (int row = 0; row < rows.size() && found.size() < wanted.size(); row++) {
            String id = rows.get(row).id();
            if (wanted.contains(id)) {
                rows.touch(row, now);
                found.add(id);
            }
        }
        selections.clear();
        return found;
    }

    /**
     * Adds a made-up contact, changed now: the first one for a reader who begins with the newest.
     *
     * @return its id
     */
    public synchronized String insertNewest(Instant now) {
        Contact contact = rows.addMadeUp(now);
        selections.clear();
        return contact.id();
    }

    private int[] selection(String text, Sort sort) {
        String key = sort + " " + text;
        int[] known = selections.get(key);
        if (known != null) {
            return known;
        }
        Query query = QueryParser.parse(text);
        int[] selection = rows.select(matcher.test(query), sort);
        if (selections.size() >= KEPT_SELECTIONS) {
            selections.remove(selections.keySet().iterator().next());
        }
        selections.put(key, selection);
        return selection;
    }
}
