package io.outboundroutes.platform.files;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Says in words why a file could not be read or written, without its name and without what is in it. Stateless. */
public final class FileTrouble {

    private FileTrouble() {}

    /** The reason, to stand in brackets or after a colon. */
    public static String of(IOException failure) {
        if (failure instanceof FileAlreadyExistsException || failure instanceof NotDirectoryException) {
            return "a file is in the way where a directory should be";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (failure instanceof CharacterCodingException) {
            return "its bytes are not UTF-8";
        }
        if (failure instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        if (failure.getMessage() != null && failure.getMessage().contains("No space left")) {
            return "no space is left on its disk";
        }
        // Of other failures the message may quote a name or a content; the kind says enough.
        String kind = failure.getClass().getSimpleName();
        return "IOException".equals(kind) ? "the disk or the file system refused it" : kind;
    }
}
