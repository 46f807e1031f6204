package io.outboundroutes.platform.store;

import io.outboundroutes.platform.files.OwnerOnly;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;

/** Backs an H2 file up while programs work on it. Stateless. */
public final class StoreBackup {

    private StoreBackup() {}

    /**
     * Writes a zip file, readable by its owner only, that holds the store's file as it is at this moment.
     *
     * @param store on an H2 file; whichever process holds it writes the zip file
     * @param zip not there yet; the directories above it are made
     * @throws StoreUnavailable when the store is on another database, or the file cannot be written
     */
    public static void write(Store store, Path zip) {
        String url = store.address();
        if (!H2Files.isH2(url) || H2Files.file(url) == null) {
            throw new StoreUnavailable(
                    url,
                    "is no H2 file; PostgreSQL is backed up by its own pg_dump (README, 'Looking after the store')",
                    null);
        }
        Path file = zip.toAbsolutePath().normalize();
        try {
            OwnerOnly.createDirectoryOf(file);
            // H2 would make it readable for all; a file that is there keeps its owner and its rights.
            Files.createFile(file, OwnerOnly.file(file));
        } catch (FileAlreadyExistsException e) {
            throw new StoreUnavailable(url, file + " is there already, and no backup is overwritten", null);
        } catch (IOException e) {
            throw new StoreUnavailable(url, file + " cannot be written", e);
        }
        new Tx(store.dataSource(), url).run("Backing the store up", c -> {
            try (Statement backup = c.createStatement()) {
                backup.execute("backup to '" + file.toString().replace("'", "''") + "'");
            }
            return true;
        });
    }
}
