package io.outboundroutes.platform.files;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Attributes for new files and directories that nobody but their owner may read (all20): modes 0600 and 0700. On file
 * systems without such modes the directory's own rules hold. Files that exist keep the mode somebody gave them.
 */
public final class OwnerOnly {

    private static final FileAttribute<?>[] NONE = {};

    private OwnerOnly() {}

    /** For a new file. */
    public static FileAttribute<?>[] file(Path path) {
        return attributes(path, "rw-------");
    }

    /**
     * Creates the directory of a file, and those above it, as far as they are missing.
     *
     * @throws IOException if that is not allowed, or a file is in the way
     */
    public static void createDirectoryOf(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null && !Files.isDirectory(directory)) {
            Files.createDirectories(directory, attributes(file, "rwx------"));
        }
    }

    private static FileAttribute<?>[] attributes(Path path, String mode) {
        FileSystem system = path.getFileSystem();
        return system.supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : NONE;
    }
}
