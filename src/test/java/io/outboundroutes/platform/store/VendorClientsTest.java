package io.outboundroutes.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.platform.store.VendorClients.Client;
import io.outboundroutes.platform.store.VendorClients.Known;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which clients of a host are one organisation's. */
class VendorClientsTest {

    private static final String HOST = "api.example.com";
    private static final Client FIRST = Client.of("genesys", HOST, "first");
    private static final Client OTHER = Client.of("genesys", HOST, "other");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @ParameterizedTest
    @EnumSource
    void theFirstClientOfAHostIsKnownAndAnotherOneIsAStranger(Database database) {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            VendorClients clients = store.vendorClients();
            assertThat(clients.strangers(OTHER)).as("nobody is known").isEmpty();
            assertThat(clients.letIn(FIRST)).isEmpty();
            assertThat(clients.letIn(FIRST)).as("it comes again").isEmpty();

            assertThat(clients.strangers(OTHER))
                    .extracting(Known::fingerprint)
                    .containsExactly(FIRST.fingerprint())
                    .isEqualTo(clients.letIn(OTHER).stream()
                            .map(Known::fingerprint)
                            .toList());
            assertThat(clients.strangers(FIRST))
                    .as("the other one was not noted")
                    .isEmpty();
            assertThat(clients.letIn(Client.of("genesys", "api.example.org", "other")))
                    .as("another host")
                    .isEmpty();
            assertThat(clients.letIn(Client.of("cxone", HOST, "other")))
                    .as("another vendor behind the same host")
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClientJoinsThoseThatAreKnownAndNobodyElse(Database database) {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            VendorClients clients = store.vendorClients();
            assertThat(clients.join(OTHER, Samples.audit("none", "JOINED")))
                    .as("nobody is known")
                    .isFalse();
            clients.letIn(FIRST);
            assertThat(clients.join(FIRST, Samples.audit("none", "JOINED")))
                    .as("known already")
                    .isFalse();
            assertThat(store.audit().pending()).isZero();

            assertThat(clients.join(OTHER, Samples.audit("none", "JOINED"))).isTrue();

            assertThat(store.audit().pending()).isOne();
            assertThat(clients.letIn(OTHER)).isEmpty();
            assertThat(clients.letIn(FIRST)).as("it stays one").isEmpty();
            assertThat(clients.strangers(Client.of("genesys", HOST, "third"))).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void ofDifferentClientsThatComeAtOnceOneIsTheFirst(Database database) throws Exception {
        StoreSettings settings = database.fresh(folder);
        try (Store one = Database.open(settings, "one");
                Store two = Database.open(settings, "two")) {
            List<List<Known>> strangers = RunStoreTest.together(
                    4, i -> () -> (i % 2 == 0 ? one : two).vendorClients().letIn(i < 2 ? FIRST : OTHER));

            assertThat(strangers)
                    .filteredOn(List::isEmpty)
                    .as("twice the same client")
                    .hasSize(2);
            assertThat(StoreCopy.counts(one)).containsEntry("vendor_client", 1L);
        }
    }

    @Test
    void ofAClientsIdOnlyAFingerprintIsKept() {
        // printf %s first | sha256sum
        assertThat(FIRST.fingerprint()).isEqualTo("a7937b64b8caa58f");
    }
}
