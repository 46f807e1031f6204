package io.outboundroutes.platform.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an H2 address needs so that it behaves like PostgreSQL, is shared by processes, and stays private. */
final class H2Files {

    private static final Logger LOG = LoggerFactory.getLogger(H2Files.class);
    private static final String PREFIX = "jdbc:h2:";
    private static final Set<PosixFilePermission> OWNER_FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OWNER_FILE = PosixFilePermissions.fromString("rw-------");

    /**
     * WRITE_DELAY=0 writes each commit before it returns; by default H2 keeps commits in memory for half a second, and a
     * killed process loses them (measured on 2.5.252: all of 500; on 2.4.240 none with 0, at half a millisecond each).
     * TRACE_LEVEL_FILE=0: errors are ours to tell; H2 would write them into a file beside the database, with the values of
     * rows.
     */
    private static final Map<String, String> RELIED_ON = Map.of(
            "MODE", "PostgreSQL",
            "DATABASE_TO_LOWER", "TRUE",
            "DEFAULT_NULL_ORDERING", "HIGH",
            "LOCK_TIMEOUT", "10000",
            "WRITE_DELAY", "0",
            "TRACE_LEVEL_FILE", "0");

    private H2Files() {}

    static boolean isH2(String url) {
        return url.startsWith(PREFIX);
    }

    /** The file of the database without its suffix; null when the address is none of a file. */
    static @Nullable Path file(String url) {
        String name = name(url);
        if (name.startsWith("mem:") || name.startsWith("tcp:") || name.startsWith("ssl:")) {
            return null;
        }
        if (name.startsWith("file:")) {
            name = name.substring("file:".length());
        }
        if (name.startsWith("async:")) {
            name = name.substring("async:".length());
        }
        if (name.startsWith("~/")) {
            name = System.getProperty("user.home") + name.substring(1);
        }
        return Path.of(name).toAbsolutePath().normalize();
    }

    /** The address with the settings that the store relies on; those that are given already are kept. */
    static String prepare(String url) {
        // Read once when H2's classes load. AUTO_SERVER would otherwise listen on every interface.
        System.setProperty("h2.bindAddress", System.getProperty("h2.bindAddress", "127.0.0.1"));
        Path file = file(url);
        StringBuilder prepared = new StringBuilder(PREFIX);
        String options = url.substring(PREFIX.length() + name(url).length());
        if (file == null) {
            prepared.append(name(url));
        } else {
            // "async:" is H2's file access that survives Thread.interrupt(); plain "file:" closes the database then
            // (measured on 2.5.252: the next read fails, for every thread).
            prepared.append("file:async:").append(file.toString().replace('\\', '/'));
        }
        prepared.append(options);
        String given = options.toUpperCase(Locale.ROOT);
        RELIED_ON.forEach((key, value) -> {
            if (!given.contains(";" + key + "=")) {
                prepared.append(';').append(key).append('=').append(value);
            }
        });
        if (file != null && !given.contains(";AUTO_SERVER=")) {
            prepared.append(";AUTO_SERVER=TRUE");
        }
        return prepared.toString();
    }

    /** Makes the folder, readable by its owner only. One that exists already is left as it is: it may hold other things. */
    static void createFolder(Path file) throws IOException {
        Path folder = file.getParent();
        if (folder == null || Files.isDirectory(folder)) {
            return;
        }
        if (posix(file)) {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_FOLDER));
        } else {
            Files.createDirectories(folder);
        }
    }

    /** Takes the files from everybody else; H2 creates them readable for all. */
    static void protect(Path file) throws IOException {
        if (!posix(file)) {
            return;
        }
        for (String suffix : List.of(".mv.db", ".lock.db")) {
            Path each = file.resolveSibling(file.getFileName() + suffix);
            if (Files.exists(each)) {
                Files.setPosixFilePermissions(each, OWNER_FILE);
            }
        }
        Path folder = file.getParent();
        if (folder != null && !Files.getPosixFilePermissions(folder).equals(OWNER_FOLDER)) {
            LOG.warn("The store's folder {} is open to other users of this machine; close it with chmod 700", folder);
        }
    }

    private static boolean posix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static String name(String url) {
        int end = url.indexOf(';');
        return url.substring(PREFIX.length(), end < 0 ? url.length() : end);
    }
}
