package io.outboundroutes.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outboundroutes.platform.run.Item;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunStatus;
import java.io.IOException;
import java.io.Reader;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Iterator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StoreTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private String url() {
        return "jdbc:h2:file:" + folder.resolve("data").resolve("outbound");
    }

    private Store open(String owner) {
        return Database.open(new StoreSettings(url(), null, null), owner);
    }

    @Test
    void all20_theH2FolderAndFilesBelongToTheirOwnerOnly() throws IOException {
        try (Store store = open("a")) {
            store.runs().ask(Samples.rest(null));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("data"))))
                    .isEqualTo("rwx------");
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(folder.resolve("data").resolve("outbound.mv.db"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void all20_anOpenFolderThatExistsIsLeftButTheFilesAreClosed() throws IOException {
        Path open = Files.createDirectory(
                folder.resolve("data"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        try (Store store = open("a")) {
            assertThat(store.owner()).isEqualTo("a");
            for (String file : List.of("outbound.mv.db", "outbound.lock.db")) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(open.resolve(file))))
                        .as(file)
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void all20_h2ListensOnLoopbackOnly() throws IOException {
        try (Store store = open("a")) {
            assertThat(store.address()).isEqualTo(url());
            assertThat(System.getProperty("h2.bindAddress")).isEqualTo("127.0.0.1");
            Properties lock = new Properties();
            try (Reader file = Files.newBufferedReader(folder.resolve("data").resolve("outbound.lock.db"))) {
                lock.load(file);
            }
            String server = lock.getProperty("server");
            int port = Integer.parseInt(server.substring(server.lastIndexOf(':') + 1));
            assertThat(accepts(InetAddress.getLoopbackAddress(), port)).isTrue();
            List<InetAddress> others = NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                    .toList();
            assertThat(others)
                    .allSatisfy(address -> assertThat(accepts(address, port)).isFalse());
        }
    }

    private static boolean accepts(InetAddress address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 2000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void all20_theDatabaseWritesNoErrorsIntoAFileOfItsOwn() throws Exception {
        try (Store store = open("a");
                Connection connection = store.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("insert into run (id) values ('canary-7')"))
                    .isInstanceOf(SQLException.class);
        }
        try (Stream<Path> files = Files.list(folder.resolve("data"))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("outbound.mv.db");
        }
    }

    @Test
    void aSecondProcessUsesTheSameFile() throws Exception {
        try (Store store = open("here");
                OtherProcess other = OtherProcess.start(url(), "wait")) {
            String theirs = other.heard();

            assertThat(store.history().run(theirs)).map(Run::owner).contains("other");
            other.kill();
            assertThat(store.history().runs(null, 10)).hasSize(1);
        }
    }

    @Test
    void aKilledHolderOfTheFileKeepsNobodyOut() throws Exception {
        try (OtherProcess other = OtherProcess.start(url(), "wait")) {
            String theirs = other.heard();
            other.kill();

            try (Store store = open("here")) {
                assertThat(store.history().run(theirs)).map(Run::status).contains(RunStatus.RUNNING);
            }
        }
    }

    @Test
    void workGoesOnWhenTheProcessThatServesTheFileIsKilled() throws Exception {
        try (OtherProcess other = OtherProcess.start(url(), "wait")) {
            String theirs = other.heard();
            try (Store store = open("here")) {
                Run mine = store.runs().ask(Samples.rest("before"));
                other.kill();

                assertThat(store.runs().ask(Samples.rest("before")).id()).isEqualTo(mine.id());
                assertThat(store.runs().begin(mine.id())).isPresent();
                assertThat(store.history().run(theirs)).map(Run::status).contains(RunStatus.RUNNING);
            }
        }
    }

    @Test
    void whatIsRecordedDuringAShutdownIsThere() throws Exception {
        try (OtherProcess other = OtherProcess.start(url(), "record-at-shutdown")) {
            String theirs = other.heard();
            other.terminate();

            try (Store store = open("here")) {
                assertThat(store.history().run(theirs)).map(Run::status).contains(RunStatus.FAILED);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptedThreadStillRecords(Database database) {
        StoreSettings settings = database.fresh(folder);
        String run;
        try (Store store = Database.open(settings, "a")) {
            run = store.runs().ask(Samples.rest(null)).id();
            store.runs().begin(run);
            store.plans().store(run, Samples.plan(3000));
        }
        try (Store store = Database.open(settings, "a")) {
            Thread.currentThread().interrupt();
            Iterator<Item> items = store.items().items(run);
            int read = 0;
            while (items.hasNext()) {
                items.next();
                read++;
            }
            store.ledger().markSent(run, "k7", "create-segment");

            assertThat(Thread.interrupted()).as("the flag is kept").isTrue();
            assertThat(read).isEqualTo(3000);
            assertThat(store.ledger().settle(run, "k7", Samples.created("s"), List.of(), List.of()))
                    .isTrue();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "wrong scheme | jdbc:mysql://db/x?user=u&password=canary-7 | must begin with jdbc:h2: or jdbc:postgresql:",
                "nobody listens | jdbc:postgresql://127.0.0.1:1/x?user=u&password=canary-7 | is the database running",
                "folder is a file | jdbc:h2:file:/dev/null/outbound | cannot be opened",
            })
    void aStoreThatCannotBeOpenedSaysWhichWhyAndWhatToDo(String name, String url, String expected) {
        assertThatThrownBy(() -> Database.open(new StoreSettings(url, null, null), "a"))
                .as(name)
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining(expected)
                .hasMessageContaining(url.substring(0, url.contains("?") ? url.indexOf('?') : url.length()))
                .hasMessageNotContaining("canary-7");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "jdbc:h2:file:./data/outbound, file:async:",
        "jdbc:h2:./data/outbound, file:async:",
        "jdbc:h2:file:./data/outbound;MODE=Oracle, ;MODE=Oracle",
        "jdbc:h2:mem:test, jdbc:h2:mem:test",
    })
    void anH2AddressGetsWhatTheStoreReliesOn(String url, String expected) {
        String prepared = H2Files.prepare(url);

        assertThat(prepared).contains(expected).contains(";DATABASE_TO_LOWER=TRUE");
        assertThat(prepared.contains("AUTO_SERVER=TRUE")).isEqualTo(!url.contains("mem:"));
        assertThat(prepared.split("MODE=", -1)).hasSize(2);
    }
}
