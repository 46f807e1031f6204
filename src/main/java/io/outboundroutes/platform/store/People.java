package io.outboundroutes.platform.store;

import io.outboundroutes.platform.run.AuditEntry;
import io.outboundroutes.platform.run.Item;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Forgets a person on request: what the store holds of one contact goes, the counts and outcomes stay. Safe for use by
 * several threads and processes; every method throws {@link StoreUnavailable} when the database does not answer.
 */
public final class People {

    /** What stands where something was. */
    public static final String FORGOTTEN = "forgotten";

    /** The names under which rows, items and events hold a contact's id. */
    private static final Set<String> NAMES =
            Set.of("externalContactId", "external_contact_id", "contactId", "contact_id", "genesys_contact_id");

    private static final int PAGE = 200;

    private final Tx tx;

    People(Tx tx) {
        this.tx = tx;
    }

    /**
     * What was forgotten.
     *
     * @param items how many items
     * @param runs of how many runs
     * @param events how many events were deleted, delivered or not
     * @param rows how many rows of inputs that wait
     * @param wishes how many requests that waited to be carried out
     */
    public record Forgotten(int items, int runs, int events, int rows, int wishes) {

        /** Whether nothing was known of the person. */
        public boolean isNothing() {
            return items + events + rows + wishes == 0;
        }
    }

    /**
     * Forgets a contact. That somebody was contacted for a request is remembered as a digest, so that nobody is contacted
     * twice (con5); the audit trail names ids and stays as it is.
     *
     * @param id our id of the contact, or the vendor's
     * @param digest the digest of our id, by which requests are known
     * @param audit the line that says so, stored in the same transaction; it does not name the contact
     * @throws ReplayRefused when a run that has not ended is at work on the contact; nothing is forgotten then
     */
    public Forgotten forget(String id, String digest, AuditEntry audit) {
        return tx.run("Forgetting a contact", c -> {
            Set<String> runs = new TreeSet<>();
            int events = events(c, id);
            int items = items(c, id, runs);
            for (String run : runs) {
                report(c, run, id);
            }
            int rows = rows(c, id);
            int wishes = Sql.update(
                    c, "delete from send_key where contact_hash = ? and state in ('HELD', 'BLOCKED')", digest);
            Sql.update(
                    c, "update send_key set contact_id = null, conversation_id = null where contact_hash = ?", digest);
            Forgotten forgotten = new Forgotten(items, runs.size(), events, rows, wishes);
            Map<String, Object> details = new LinkedHashMap<>(audit.details());
            details.put("items", items);
            details.put("events", events);
            AuditRelay.insert(
                    c,
                    List.of(new AuditEntry(
                            audit.timestamp(), audit.runId(), audit.workflow(), audit.action(), details)));
            return forgotten;
        });
    }

    private static int items(Connection c, String id, Set<String> runs) throws SQLException {
        int forgotten = 0;
        String afterRun = "";
        int afterSeq = -1;
        while (true) {
            List<Item> page = Sql.list(
                    c,
                    ItemRows.SELECT + " where (run_id > ? or (run_id = ? and seq > ?))"
                            + " and (position(? in fields) > 0 or position(? in request) > 0)"
                            + " order by run_id, seq limit " + PAGE,
                    ItemRows::read,
                    afterRun,
                    afterRun,
                    afterSeq,
                    quoted(id),
                    quoted(id));
            for (Item item : page) {
                afterRun = item.runId();
                afterSeq = item.seq();
                if (isOf(item.fields(), id) || isOf(item.request(), id)) {
                    erase(c, item);
                    runs.add(item.runId());
                    forgotten++;
                }
            }
            if (page.size() < PAGE) {
                return forgotten;
            }
        }
    }

    private static void erase(Connection c, Item item) throws SQLException {
        boolean atWork = item.fate().isOpen()
                && Sql.exists(c, "select 1 from run where id = ? and status in ('ASKED', 'RUNNING')", item.runId());
        if (atWork) {
            throw ReplayRefused.because("Run " + item.runId()
                    + " has not ended and is at work on the contact; cancel it ('outbound runs cancel " + item.runId()
                    + "') or let it end, then forget again. Nothing was forgotten");
        }
        Sql.update(
                c,
                "update item set item_key = ?, fields = '{}', request = '{}', reason = null,"
                        + " replayed_in = coalesce(replayed_in, ?) where run_id = ? and seq = ?",
                FORGOTTEN + "#" + item.seq(),
                FORGOTTEN,
                item.runId(),
                item.seq());
        Sql.update(c, "delete from outbox where run_id = ? and item_key = ?", item.runId(), item.key());
    }

    /** Items of a report that are the person's say their outcome only. */
    private static void report(Connection c, String runId, String id) throws SQLException {
        String text = Sql.first(
                        c, "select report from run where id = ?", row -> String.valueOf(row.getString(1)), runId)
                .orElse("null");
        if (!text.contains(quoted(id))) {
            return;
        }
        Map<String, Object> report = new LinkedHashMap<>(Json.object(text));
        List<@Nullable Object> items = new ArrayList<>();
        for (Object item : report.get("items") instanceof List<?> list ? list : List.of()) {
            items.add(
                    item instanceof Map<?, ?> map && isOf(map, id)
                            ? Map.of("outcome", String.valueOf(map.get("outcome")), FORGOTTEN, true)
                            : item);
        }
        report.put("items", items);
        Sql.update(c, "update run set report = ? where id = ?", Json.write(report), runId);
    }

    private static int events(Connection c, String id) throws SQLException {
        int deleted = 0;
        for (String[] event : Sql.list(
                c,
                "select event_id, payload from outbox where item_key is not null and position(? in payload) > 0",
                row -> new String[] {row.getString(1), row.getString(2)},
                quoted(id))) {
            if (isOf(Json.object(event[1]), id)) {
                deleted += Sql.update(c, "delete from outbox where event_id = ?", event[0]);
            }
        }
        return deleted;
    }

    /** A row that waits stays in its place, as one that says nothing: its run reports it as unusable. */
    private static int rows(Connection c, String id) throws SQLException {
        return Sql.update(
                c,
                "update run_input set content = 'null' where position(? in content) > 0 and ("
                        + String.join(
                                " or ",
                                NAMES.stream()
                                        .sorted()
                                        .map(name -> "position('\"" + name + "\":' || ? in content) > 0")
                                        .toList())
                        + ")",
                values(quoted(id)));
    }

    private static Object[] values(String id) {
        Object[] values = new Object[NAMES.size() + 1];
        Arrays.fill(values, id);
        return values;
    }

    private static boolean isOf(Map<?, ?> fields, String id) {
        return NAMES.stream().anyMatch(name -> id.equals(fields.get(name)));
    }

    private static String quoted(String id) {
        return Json.write(id);
    }
}
