package io.outboundroutes.platform.config;

import io.outboundroutes.platform.files.FileTrouble;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * A properties file, read as {@link Properties} reads it (comments, continuations, escapes) but in UTF-8 and with the
 * line each entry starts on.
 *
 * @param name the file's name as messages show it
 * @param entries in file order, repeated keys included
 * @param problems lines that cannot be read
 */
record PropertiesFile(String name, List<Entry> entries, List<ConfigProblem> problems) {

    /**
     * One entry.
     *
     * @param line counted from 1
     */
    record Entry(String key, String value, int line) {}

    static final PropertiesFile NONE = new PropertiesFile("application.properties", List.of(), List.of());

    PropertiesFile {
        entries = List.copyOf(entries);
        problems = List.copyOf(problems);
    }

    /** The one that counts: in the working directory, else beside the jar; what is no file is told of, not passed over. */
    static Optional<Path> locate(List<Path> directories) {
        return directories.stream()
                .map(directory -> directory.resolve("application.properties"))
                .filter(Files::exists)
                .findFirst();
    }

    static PropertiesFile read(Path file) {
        String name = String.valueOf(file.getFileName());
        if (Files.isDirectory(file)) {
            return unreadable(
                    name,
                    "is a directory, and a file was expected",
                    "remove it, or mount a file that is there (docker -v makes a directory of one that is not): "
                            + file);
        }
        try {
            return parse(name, Files.readString(file, StandardCharsets.UTF_8));
        } catch (CharacterCodingException e) {
            return unreadable(name, "is not UTF-8 text", "save it as UTF-8");
        } catch (IOException e) {
            return unreadable(name, "cannot be read: " + FileTrouble.of(e), "make it readable for this user: " + file);
        }
    }

    static PropertiesFile parse(String name, String text) {
        List<Entry> entries = new ArrayList<>();
        List<ConfigProblem> problems = new ArrayList<>();
        String[] lines = (text.startsWith("\uFEFF") ? text.substring(1) : text).split("\r\n|\r|\n", -1);
        int next = 0;
        while (next < lines.length) {
            int first = next;
            StringBuilder logical = new StringBuilder(lines[next++]);
            while (!isComment(lines[first]) && continues(logical) && next < lines.length) {
                logical.append('\n').append(lines[next++]);
            }
            parseEntry(name, logical.toString(), first + 1, entries, problems);
        }
        return new PropertiesFile(name, entries, problems);
    }

    private static void parseEntry(
            String name, String logical, int line, List<Entry> entries, List<ConfigProblem> problems) {
        Properties one = new Properties();
        try {
            one.load(new StringReader(logical));
        } catch (IllegalArgumentException e) {
            problems.add(new ConfigProblem(
                    name + ":" + line,
                    null,
                    null,
                    "the line holds a broken \\u escape",
                    "write four hex digits after \\u, or the character itself (the file is UTF-8)"));
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory cannot fail", e);
        }
        one.stringPropertyNames().forEach(key -> entries.add(new Entry(key, one.getProperty(key), line)));
    }

    private static boolean isComment(String line) {
        String text = line.stripLeading();
        return text.startsWith("#") || text.startsWith("!");
    }

    /** An odd number of backslashes at the end joins the next line. */
    private static boolean continues(CharSequence line) {
        int backslashes = 0;
        while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private static PropertiesFile unreadable(String name, String what, String remedy) {
        return new PropertiesFile(name, List.of(), List.of(new ConfigProblem(name, null, null, what, remedy)));
    }
}
