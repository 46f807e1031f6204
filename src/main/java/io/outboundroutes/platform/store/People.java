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
import java.util.function.UnaryOperator;
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
     * @param events how many events were deleted, delivered or not; of those about others too only the contact goes
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
     * @param digest makes the digest of our id, by which requests are known
     * @param audit the line that says so, stored in the same transaction; it does not name the contact
     * @throws ReplayRefused when a run that has not ended is at work on the contact; nothing is forgotten then
     */
    public Forgotten forget(String id, UnaryOperator<String> digest, AuditEntry audit) {
        return tx.run("Forgetting a contact", c -> {
            Set<String> runs = new TreeSet<>();
            int events = 0;
            int items = 0;
            int rows = 0;
            int wishes = 0;
            for (String each : PersonIds.of(c, id)) {
                Traces traces = new Traces(each);
                events += events(c, each, traces);
                items += items(c, each, runs, traces);
                reports(c, each, traces);
                rows += rows(c, each);
                wishes += wishes(c, each, digest.apply(each));
            }
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

    /** Requests that wait go; of the others stays that there was one. The vendor's id may be all that is known of them. */
    private static int wishes(Connection c, String id, String digest) throws SQLException {
        int gone = Sql.update(
                c,
                "delete from send_key where (contact_hash = ? or contact_id = ?) and state in ('HELD', 'BLOCKED')",
                digest,
                id);
        Sql.update(
                c,
                "update send_key set contact_id = null, conversation_id = null where contact_hash = ? or contact_id = ?",
                digest,
                id);
        return gone;
    }

    private static int items(Connection c, String id, Set<String> runs, Traces traces) throws SQLException {
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
                boolean own = isOf(item.fields(), id) || isOf(item.request(), id);
                if (own) {
                    erase(c, item);
                }
                if (own || leave(c, item, traces)) {
                    runs.add(item.runId());
                    forgotten++;
                }
            }
            if (page.size() < PAGE) {
                return forgotten;
            }
        }
    }

    /** Takes the contact out of an item that is about others too; answers whether it was in there. */
    private static boolean leave(Connection c, Item item, Traces traces) throws SQLException {
        Map<String, Object> fields = traces.gone(item.fields());
        Map<String, Object> request = traces.gone(item.request());
        if (fields.equals(item.fields()) && request.equals(item.request())) {
            return false;
        }
        refuseAtWork(c, item);
        // What is about nobody any more is not to be replayed.
        boolean empty = request.values().stream().anyMatch(List.of()::equals);
        Sql.update(
                c,
                "update item set fields = ?, request = ?, replayed_in = coalesce(replayed_in, ?)"
                        + " where run_id = ? and seq = ?",
                Json.write(fields),
                Json.write(request),
                empty ? FORGOTTEN : null,
                item.runId(),
                item.seq());
        return true;
    }

    private static void refuseAtWork(Connection c, Item item) throws SQLException {
        boolean atWork = item.fate().isOpen()
                && Sql.exists(c, "select 1 from run where id = ? and status in ('ASKED', 'RUNNING')", item.runId());
        if (atWork) {
            throw ReplayRefused.because("Run " + item.runId()
                    + " has not ended and is at work on the contact; cancel it ('outbound runs cancel " + item.runId()
                    + "') or let it end, then forget again. Nothing was forgotten");
        }
    }

    private static void erase(Connection c, Item item) throws SQLException {
        refuseAtWork(c, item);
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

    /** Items of a report that are the person's say their outcome only; among others the person is left out. */
    private static void reports(Connection c, String id, Traces traces) throws SQLException {
        String inside = quoted(id).substring(1, quoted(id).length() - 1);
        for (String runId : Sql.list(
                c,
                "select id from run where position(? in coalesce(report, '')) > 0"
                        + " or position(? in coalesce(warnings, '')) > 0",
                row -> row.getString(1),
                inside,
                inside)) {
            String report = text(c, "report", runId);
            Map<String, Object> before = Json.object(report);
            Map<String, Object> told = new LinkedHashMap<>(before);
            List<@Nullable Object> items = new ArrayList<>();
            for (Object item : told.get("items") instanceof List<?> list ? list : List.of()) {
                items.add(
                        item instanceof Map<?, ?> map && isOf(map, id)
                                ? Map.of("outcome", String.valueOf(map.get("outcome")), FORGOTTEN, true)
                                : item);
            }
            told.computeIfPresent("items", (name, all) -> items);
            Map<String, Object> rest = traces.gone(told);
            Map<String, Object> warnings = Json.object("{\"warnings\":" + text(c, "warnings", runId) + "}");
            Map<String, Object> restOfWarnings = traces.gone(warnings);
            if (rest.equals(before) && restOfWarnings.equals(warnings)) {
                continue;
            }
            Sql.update(
                    c,
                    "update run set report = case when report is null then null else ? end,"
                            + " warnings = case when warnings is null then null else ? end where id = ?",
                    Json.write(rest),
                    Json.write(restOfWarnings.getOrDefault("warnings", List.of())),
                    runId);
        }
    }

    /** A JSON column of a run; {@code {}} when it is null. */
    private static String text(Connection c, String column, String runId) throws SQLException {
        return Sql.first(
                        c,
                        "select coalesce(" + column + ", '{}') from run where id = ?",
                        row -> row.getString(1),
                        runId)
                .orElse("{}");
    }

    private static int events(Connection c, String id, Traces traces) throws SQLException {
        int deleted = 0;
        for (String[] event : Sql.list(
                c,
                "select event_id, payload from outbox where position(? in payload) > 0",
                row -> new String[] {row.getString(1), row.getString(2)},
                quoted(id))) {
            Map<String, Object> payload = Json.object(event[1]);
            Map<String, Object> rest = traces.gone(payload);
            if (isOf(payload, id)) {
                deleted += Sql.update(c, "delete from outbox where event_id = ?", event[0]);
            } else if (!rest.equals(payload)) {
                Sql.update(c, "update outbox set payload = ? where event_id = ?", Json.write(rest), event[0]);
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
