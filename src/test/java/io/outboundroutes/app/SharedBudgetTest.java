package io.outboundroutes.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.outboundroutes.platform.auth.Tokens;
import io.outboundroutes.platform.config.Vendor;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.platform.store.Database;
import io.outboundroutes.platform.store.StoreSettings;
import io.outboundroutes.sandbox.RecordedRequest;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.fault.Fault;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two processes on one store call one vendor: two houses of this JVM, over real HTTP. */
@Timeout(120)
class SharedBudgetTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PER_SECOND = 20;
    /** What a busy machine may add to a second of an even pace. */
    private static final int UNEVENNESS = 6;

    /** What all processes together may ask for tokens, and as many of each as take seconds. */
    private static final int TOKENS_PER_SECOND = 10;

    private static final int RENEWALS = 25;
    private static final int REFUSED = 3;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void all8_twoProcessesOnOneStoreKeepToOneLimit(Database database) {
        StoreSettings store = database.fresh(folder);
        try (SandboxServer sandbox =
                        SandboxServer.start(SandboxOptions.defaults().withContacts(60));
                TestHouse one = house(sandbox, store, "one");
                TestHouse other = house(sandbox, store, "other")) {
            CompletableFuture<Map<?, ?>> segments = CompletableFuture.supplyAsync(one::segment);
            CompletableFuture<Map<?, ?>> campaigns =
                    CompletableFuture.supplyAsync(() -> other.run("campaign-statistics", Mode.LIVE, false));
            assertThat(segments.join().get("status")).isEqualTo("SUCCEEDED");
            assertThat(campaigns.join().get("status")).isEqualTo("SUCCEEDED");

            assertThat(sandbox.state().requests("token")).as("one each").hasSize(2);
            long[] times = sandbox.state().requests().stream()
                    .filter(request -> !request.operation().equals("webhook"))
                    .mapToLong(RecordedRequest::receivedNanos)
                    .sorted()
                    .toArray();
            assertThat(most(times))
                    .as("%d requests, %d a second", times.length, PER_SECOND)
                    .isLessThanOrEqualTo(PER_SECOND + UNEVENNESS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void all4_a429OnOneProcessPausesTheOther(Database database) {
        StoreSettings store = database.fresh(folder);
        try (SandboxServer sandbox =
                        SandboxServer.start(SandboxOptions.defaults().withContacts(60));
                TestHouse one = house(sandbox, store, "one");
                TestHouse other = house(sandbox, store, "other")) {
            sandbox.fault(Fault.named("429").path("contacts-query").first(1).with("retryAfter", "3"));
            CompletableFuture<Map<?, ?>> segments = CompletableFuture.supplyAsync(one::segment);
            await().atMost(PATIENCE)
                    .until(() -> sandbox.state().requests().stream().anyMatch(request -> request.status() == 429));
            CompletableFuture<Map<?, ?>> campaigns =
                    CompletableFuture.supplyAsync(() -> other.run("campaign-statistics", Mode.LIVE, false));
            assertThat(segments.join().get("status")).isEqualTo("SUCCEEDED");
            assertThat(campaigns.join().get("status")).isEqualTo("SUCCEEDED");

            List<RecordedRequest> requests = new ArrayList<>(sandbox.state().requests());
            long told = requests.stream()
                    .filter(request -> request.status() == 429)
                    .mapToLong(RecordedRequest::receivedNanos)
                    .findFirst()
                    .orElseThrow();
            assertThat(requests.stream()
                            .filter(request -> request.receivedNanos()
                                    > told + Duration.ofMillis(750).toNanos())
                            .mapToLong(request -> request.receivedNanos() - told)
                            .min()
                            .orElseThrow())
                    .as("the first request of any process after it was known")
                    .isGreaterThanOrEqualTo(Duration.ofMillis(2_990).toNanos());
        }
    }

    @Test
    void all3_all8_requestsForTokensStayBoundedWhenAVendorRefusesEveryTokenOfTwoProcesses() throws SQLException {
        StoreSettings store = Database.POSTGRESQL.fresh(folder);
        try (SandboxServer sandbox =
                        SandboxServer.start(SandboxOptions.defaults().withContacts(60));
                TestHouse one = house(sandbox, store, "one", "1000/1s");
                TestHouse other = house(sandbox, store, "other", "1000/1s")) {
            sandbox.fault(Fault.named("revoked-token").path("contacts-register"));
            sandbox.fault(Fault.named("revoked-token").path("segments-create"));
            CompletableFuture<Report> contacts =
                    CompletableFuture.supplyAsync(() -> ContactRows.run(one, ContactRows.many(REFUSED)));
            CompletableFuture<Report> segments = CompletableFuture.supplyAsync(() -> new Report(other.segment()));
            int refused = allFailed(contacts.join()) + allFailed(segments.join());

            assertThat(sandbox.state().requests("contacts-register").size()
                            + sandbox.state().requests("segments-create").size())
                    .as("each call twice, the second time with a new token, and no more")
                    .isEqualTo(2 * refused);
            assertThat(sandbox.state().requests("token").size())
                    .as("not one for all, and none without need")
                    .isBetween(2 + REFUSED, 2 * (refused + 1));

            Stream.of(one, other)
                    .map(house -> CompletableFuture.runAsync(() -> askForTokens(house)))
                    .toList()
                    .forEach(CompletableFuture::join);

            long[] times = sandbox.state().requests("token").stream()
                    .mapToLong(RecordedRequest::receivedNanos)
                    .sorted()
                    .skip(sandbox.state().requests("token").size() - 2L * RENEWALS)
                    .toArray();
            double seconds = (times[times.length - 1] - times[0])
                    / (double) Duration.ofSeconds(1).toNanos();
            assertThat((double) times.length)
                    .as("requests for tokens within %s s", seconds)
                    .isLessThanOrEqualTo(TOKENS_PER_SECOND * (1 + seconds) + UNEVENNESS);
            assertThat(sharersOfTheTokenBudget(one))
                    .as("both are under the one limit")
                    .isEqualTo(2);
        }
    }

    private static int sharersOfTheTokenBudget(TestHouse house) throws SQLException {
        try (Connection connection = house.house().store().dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select count(distinct owner) from rate_part where budget like 'genesys % token'")) {
            row.next();
            return row.getInt(1);
        }
    }

    /** As fast as it may, as where a vendor refuses each token as soon as it has given it. */
    private static void askForTokens(TestHouse house) {
        Tokens tokens = house.house().measures().vendors().stream()
                .map(LinkSight.class::cast)
                .filter(link -> link.vendor().equals(Vendor.GENESYS.id()))
                .findFirst()
                .orElseThrow()
                .connection()
                .tokens();
        for (int i = 0; i < RENEWALS; i++) {
            tokens.drop(tokens.current());
            house.house().grantedScopes(Vendor.GENESYS);
        }
    }

    /** How many items a run has whose every token was refused. */
    private static int allFailed(Report report) {
        assertThat(report.items())
                .extracting(item -> Report.text(item, "outcome"))
                .containsOnly("failed");
        return report.items().size();
    }

    private TestHouse house(SandboxServer sandbox, StoreSettings store, String name) {
        return house(sandbox, store, name, PER_SECOND + "/1s");
    }

    private TestHouse house(SandboxServer sandbox, StoreSettings store, String name, String limit) {
        return TestHouse.open(
                sandbox,
                folder,
                Map.of(
                        "store.url",
                        store.url(),
                        "audit.log",
                        folder.resolve(name + ".jsonl").toString(),
                        "statistics.window",
                        StatisticsRun.DAY,
                        "genesys.rate-limit",
                        limit,
                        "contacts.rate-limit",
                        limit,
                        // One at a time, so that nobody takes part in another's renewal.
                        "contacts.parallel",
                        "1",
                        "segmentation.parallel",
                        "1"));
    }

    private static int most(long[] times) {
        return Arrays.stream(times)
                .mapToInt(from -> (int) Arrays.stream(times)
                        .filter(time -> time >= from
                                && time < from + Duration.ofSeconds(1).toNanos())
                        .count())
                .max()
                .orElse(0);
    }
}
