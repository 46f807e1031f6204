package io.outboundroutes.app.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The YAML files of a routes directory as they were at one moment. Hidden files, such as editors make while they write, are
 * none. Immutable.
 *
 * @param files by path relative to the directory, with forward slashes; a character for each byte, so that what is no UTF-8
 *     reaches the gates as it is, and is refused by them
 */
record RoutesFolder(Map<String, String> files) {

    RoutesFolder {
        files = Collections.unmodifiableMap(new TreeMap<>(files));
    }

    /**
     * Reads a directory.
     *
     * @throws UncheckedIOException when it cannot be read; a file that goes away meanwhile is not there
     */
    static RoutesFolder read(Path directory) {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(directory)) {
            for (Path path : walk.filter(RoutesFolder::isYaml).toList()) {
                String text = text(path);
                if (text != null) {
                    files.put(directory.relativize(path).toString().replace('\\', '/'), text);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new RoutesFolder(files);
    }

    private static boolean isYaml(Path path) {
        String name = path.getFileName().toString();
        return !name.startsWith(".") && (name.endsWith(".yaml") || name.endsWith(".yml")) && Files.isRegularFile(path);
    }

    private static @Nullable String text(Path path) throws IOException {
        try {
            return new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** What a file says; null when it is not there. */
    @Nullable String text(String name) {
        String bytes = files.get(name);
        return bytes == null ? null : new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** The files that are not the same in another folder: changed, new or deleted ones. */
    Set<String> differing(RoutesFolder other) {
        Set<String> names = new TreeSet<>(files.keySet());
        names.addAll(other.files.keySet());
        names.removeIf(name -> Objects.equals(files.get(name), other.files.get(name)));
        return names;
    }

    /** This folder with some files as they are in another one, which may be: not there. */
    RoutesFolder with(Collection<String> names, RoutesFolder other) {
        Map<String, String> mixed = new TreeMap<>(files);
        for (String name : names) {
            String text = other.files.get(name);
            if (text == null) {
                mixed.remove(name);
            } else {
                mixed.put(name, text);
            }
        }
        return new RoutesFolder(mixed);
    }

    /** Makes a directory hold these files and no others. */
    void writeTo(Path directory) {
        try {
            if (Files.isDirectory(directory)) {
                try (Stream<Path> walk = Files.walk(directory)) {
                    for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(path);
                    }
                }
            }
            Files.createDirectories(directory);
            for (Map.Entry<String, String> file : files.entrySet()) {
                Path path = directory.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue(), StandardCharsets.ISO_8859_1);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
