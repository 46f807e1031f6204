package io.outboundroutes.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outboundroutes.platform.run.Advance;
import io.outboundroutes.platform.run.Fate;
import io.outboundroutes.platform.run.ItemResult;
import io.outboundroutes.platform.run.Plan;
import io.outboundroutes.platform.run.PlannedItem;
import io.outboundroutes.platform.run.Problem;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunStatus;
import io.outboundroutes.platform.run.Trigger;
import io.outboundroutes.platform.run.UnknownFate;
import io.outboundroutes.platform.run.WebhookEvent;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PeopleTest {

    private static final String SECRET = "C-17";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private static PlannedItem item(String id, int row) {
        Map<String, Object> request = Map.of("externalContactId", id, "name", "Name of " + id);
        return PlannedItem.toDo(id + "#" + row, Map.of("externalContactId", id), request);
    }

    private static Run run(Store store) {
        store.runs().ask(Samples.rest(null));
        Run run = store.runs().next(Samples.WORKFLOW).orElseThrow();
        store.plans().store(run.id(), new Plan(List.of(item(SECRET, 1), item("C-170", 2)), Map.of(), List.of()));
        return run;
    }

    private static void end(Store store, Run run) {
        for (String id : List.of(SECRET, "C-170")) {
            String key = store.items().page(run.id(), false, -1, 9).stream()
                    .filter(one -> id.equals(one.fields().get("externalContactId")))
                    .findFirst()
                    .orElseThrow()
                    .key();
            ItemResult result = new ItemResult(Fate.REJECTED, "failed", "about " + id, Map.of(), null);
            store.ledger()
                    .settle(
                            run.id(),
                            key,
                            result,
                            List.of(),
                            List.of(new WebhookEvent(
                                    "event " + id,
                                    run.id(),
                                    Samples.WORKFLOW,
                                    key,
                                    "{\"contact_id\":\"" + id + "\"}")));
        }
        String report = "{\"items\":[{\"externalContactId\":\"C-17\",\"outcome\":\"failed\"},"
                + "{\"externalContactId\":\"C-170\",\"outcome\":\"failed\"}]}";
        store.runs().finish(run.id(), RunStatus.FAILED, report, List.of(), List.of(), TxWork.NONE);
    }

    @ParameterizedTest
    @EnumSource
    void all16_nothingInTheStoreNamesWhoWasForgottenAndNobodyElseIsTouched(Database database) throws Exception {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            Run run = run(store);
            end(store, run);
            Run waiting = store.runs()
                    .ask(
                            Samples.rest("waits"),
                            List.of("{\"externalContactId\":\"C-17\"}", "{\"externalContactId\":\"C-170\"}")
                                    .iterator());
            held(store, "wish", "digest");

            People.Forgotten gone =
                    store.people().forget(SECRET, id -> "digest", Samples.audit("none", "OPERATOR_FORGOT"));

            assertThat(gone).isEqualTo(new People.Forgotten(1, 1, 1, 1, 1));
            assertThat(everything(store)).noneMatch(text -> text.matches("(?s).*C-17(?!0).*"));
            assertThat(store.inputs().rows(waiting.id()))
                    .toIterable()
                    .containsExactly("null", "{\"externalContactId\":\"C-170\"}");
            assertThat(store.outbox().delivery("event C-170")).isPresent();
            assertThat(store.history().run(run.id()).orElseThrow().report()).contains("\"forgotten\":true", "C-170");
            assertThat(store.items().page(run.id(), false, -1, 9))
                    .extracting(one -> one.key() + " " + one.outcome())
                    .containsExactly("forgotten#0 failed", "C-170#2 failed");
            assertThat(store.people()
                            .forget(SECRET, id -> "digest", Samples.audit("none", "x"))
                            .isNothing())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void all16_byTheVendorsIdGoesWhatWaitsUnderOursAndWhatIsLeftOfRequestsToo(Database database) throws Exception {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            Run run = run(store);
            String vendors = "vendors-id";
            Map<String, Object> registered = Map.of("externalContactId", SECRET, "contactId", vendors);
            ItemResult contacted = new ItemResult(Fate.DONE, "contacted", null, registered, null);
            store.ledger().settle(run.id(), SECRET + "#1", contacted, List.of(), List.of());
            Run waiting = store.runs()
                    .ask(
                            Samples.rest("waits"),
                            List.of("{\"externalContactId\":\"C-17\"}").iterator());
            held(store, "wish", "digest of " + SECRET);
            SendKey older = new SendKey(
                    "org", "k", "unknown", SendKey.State.CONTACTED, "r", 0, vendors, "talk", null, Instant.EPOCH);
            try (Connection c = store.dataSource().getConnection()) {
                store.sendKeys().marking(older, "start-conversation").apply(c);
            }

            People.Forgotten gone =
                    store.people().forget(vendors, id -> "digest of " + id, Samples.audit("none", "OPERATOR_FORGOT"));

            assertThat(gone).isEqualTo(new People.Forgotten(1, 1, 0, 1, 1));
            assertThat(store.inputs().rows(waiting.id())).toIterable().containsExactly("null");
            assertThat(everything(store))
                    .noneMatch(text -> text.contains(vendors) || text.contains("talk"))
                    .noneMatch(text -> text.matches("(?s).*C-17(?!0)\".*"))
                    .anyMatch(text -> text.contains("CONTACTED"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void all16_amongOthersTheContactIsLeftOutAndTheOthersStay(Database database) throws Exception {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            store.runs().ask(Samples.rest(null));
            Run run = store.runs().next(Samples.WORKFLOW).orElseThrow();
            Problem warning = new Problem("refused-contacts", "The vendor refused C-17, C-170 and 'C-17'.");
            store.plans()
                    .store(
                            run.id(),
                            new Plan(
                                    List.of(
                                            chunk("chunk-1", "C-1", SECRET, "C-170"),
                                            chunk("chunk-2", SECRET),
                                            chunk("chunk-3", "C-3", SECRET)),
                                    Map.of(),
                                    List.of(warning)));
            ItemResult refused =
                    new ItemResult(Fate.DONE, "synced", null, Map.of("rejectedIds", List.of(SECRET, "C-170")), null);
            store.ledger().settle(run.id(), "chunk-1", refused, List.of(), List.of());
            for (String failed : List.of("chunk-2", "chunk-3")) {
                store.ledger()
                        .settle(
                                run.id(),
                                failed,
                                new ItemResult(Fate.REJECTED, "failed", null, Map.of(), null),
                                List.of(),
                                List.of());
            }
            String told = "{\"items\":[{\"from\":\"C-1\",\"to\":\"C-170\",\"rejectedIds\":[\"C-17\",\"C-170\"]},"
                    + "{\"from\":\"C-17\",\"to\":\"C-17\"}],\"errors\":[{\"code\":\"x\",\"message\":\"no contact C-17\"}]}";
            WebhookEvent event = new WebhookEvent("event", run.id(), Samples.WORKFLOW, null, told);
            store.runs().finish(run.id(), RunStatus.PARTIAL, told, List.of(), List.of(event), TxWork.NONE);

            People.Forgotten gone =
                    store.people().forget(SECRET, id -> "digest", Samples.audit("none", "OPERATOR_FORGOT"));

            assertThat(gone).isEqualTo(new People.Forgotten(3, 1, 0, 0, 0));
            assertThat(everything(store)).noneMatch(text -> text.matches("(?s).*C-17(?!0).*"));
            assertThat(store.items().item(run.id(), "chunk-1").orElseThrow().request())
                    .isEqualTo(Map.of("listId", "L", "contactIds", List.of("C-1", "C-170")));
            assertThat(store.items().item(run.id(), "chunk-1").orElseThrow().fields())
                    .containsEntry("rejectedIds", List.of("C-170"));
            assertThat(store.history().run(run.id()).orElseThrow().report())
                    .contains("\"from\":\"forgotten\"", "no contact forgotten", "\"rejectedIds\":[\"C-170\"]");
            assertThat(store.items().plan(run.id()).orElseThrow().warnings())
                    .containsExactly(
                            new Problem("refused-contacts", "The vendor refused forgotten, C-170 and 'forgotten'."));
            Run replay = store.replays()
                    .items(
                            new ReplayWish(run.id(), null, UnknownFate.LOOK_UP, false, Trigger.REST, null, Map.of()),
                            (workflow, item) -> new Advance(item.state(), item.fields(), Duration.ZERO));
            assertThat(store.items().page(replay.id(), false, -1, 9))
                    .as("what is about nobody any more is not replayed")
                    .extracting(one -> one.key() + " " + one.request().get("contactIds"))
                    .containsExactly("chunk-3 [C-3]");
        }
    }

    private static PlannedItem chunk(String key, String... ids) {
        return PlannedItem.toDo(
                key,
                Map.of("from", ids[0], "to", ids[ids.length - 1], "size", ids.length),
                Map.of("listId", "L", "contactIds", List.of(ids)));
    }

    @ParameterizedTest
    @EnumSource
    void aRunThatIsAtWorkOnAContactKeepsItUntilItEnds(Database database) {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            Run run = run(store);

            assertThatThrownBy(() -> store.people().forget(SECRET, id -> "d", Samples.audit("none", "x")))
                    .isInstanceOf(ReplayRefused.class)
                    .hasMessageContaining(run.id());
            assertThat(store.items().item(run.id(), SECRET + "#1")).isPresent();
        }
    }

    private static void held(Store store, String key, String digest) throws Exception {
        SendKey wish = new SendKey("org", key, digest, SendKey.State.HELD, "r", 0, null, null, null, Instant.EPOCH);
        try (Connection c = store.dataSource().getConnection()) {
            store.sendKeys().marking(wish, "start-conversation").apply(c);
        }
    }

    /** Every text in every table. */
    private static List<String> everything(Store store) throws Exception {
        List<String> texts = new ArrayList<>();
        try (Connection c = store.dataSource().getConnection()) {
            for (String table : List.of("run", "item", "run_input", "outbox", "audit_pending", "send_key")) {
                texts.addAll(Sql.list(c, "select * from " + table, PeopleTest::row));
            }
        }
        return texts;
    }

    private static String row(ResultSet row) throws java.sql.SQLException {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            text.append(row.getString(i)).append('\n');
        }
        return text.toString();
    }
}
