package io.outboundroutes.platform.config;

import io.outboundroutes.platform.files.FileTrouble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the strongest source that has something to say about a key. An empty value counts as not set. */
final class KeyFinder {

    /** A secret file larger than this is some other file. */
    private static final long MAX_FILE = 64 * 1024;

    /**
     * What was found.
     *
     * @param text the value without surrounding white space; of a secret as it is
     * @param origin where it stands
     */
    record Found(String text, String origin) {}

    private final SettingsSources sources;
    private final String fileName;
    private final Map<String, PropertiesFile.Entry> fileEntries;
    private final List<ConfigProblem> problems;
    private final List<ConfigProblem> warnings;
    private final List<String> ignored = new ArrayList<>();
    private final Set<String> leftAside;

    KeyFinder(
            SettingsSources sources,
            String fileName,
            Map<String, PropertiesFile.Entry> fileEntries,
            List<ConfigProblem> problems,
            List<ConfigProblem> warnings) {
        this.sources = sources;
        this.fileName = fileName;
        this.fileEntries = fileEntries;
        this.problems = problems;
        this.warnings = warnings;
        this.leftAside = !sources.vendorsIgnored()
                ? Set.of()
                : Stream.of(
                                Stream.of(Vendor.values()).flatMap(vendor -> vendor.keys().connection().stream()),
                                EngagementKeys.lists().stream(),
                                // Nobody but this machine is called, so a proxy of whatever form is of no use.
                                Stream.of(CallKeys.HTTP_PROXY))
                        .flatMap(keys -> keys)
                        .map(Key::name)
                        .collect(Collectors.toSet());
    }

    Optional<Found> find(Key<?> key) {
        Optional<Found> program = found(key, sources.program().get(key.name()), "this command");
        if (leftAside.contains(key.name())) {
            noteIgnored(key);
            return program;
        }
        return program.or(() -> commandLine(key))
                .or(() -> environment(key))
                .or(() -> secretFile(key))
                .or(() -> propertiesFile(key));
    }

    /** The names of what was left aside, never their values. */
    List<String> ignored() {
        return ignored;
    }

    private Optional<Found> commandLine(Key<?> key) {
        Optional<Found> found = found(key, sources.commandLine().get(key.name()), "-P");
        if (found.isPresent() && key.exposure().hides(found.get().text())) {
            problems.add(new ConfigProblem(
                    key.name(),
                    "-P",
                    null,
                    "a secret must not be given on the command line, where every user of this machine can read it",
                    "set " + key.environmentName() + ", or " + key.fileEnvironmentName()
                            + " to the path of a file that holds it"));
            return Optional.empty();
        }
        return found;
    }

    private Optional<Found> environment(Key<?> key) {
        List<Found> all = environmentNames(key)
                .flatMap(name -> found(key, sources.environment().get(name), "environment variable " + name).stream())
                .toList();
        if (all.stream().map(Found::text).distinct().count() > 1) {
            problems.add(new ConfigProblem(
                    key.name(),
                    all.stream().map(Found::origin).collect(Collectors.joining(" and ")),
                    null,
                    "two names of the same setting have different values",
                    "keep one of them"));
        }
        return all.stream().findFirst();
    }

    private Optional<Found> secretFile(Key<?> key) {
        String variable = key.fileEnvironmentName();
        String path = sources.environment().get(variable);
        if (key.exposure() == Exposure.OPEN || path == null || path.isBlank()) {
            return Optional.empty();
        }
        String origin = "the file named by " + variable;
        try {
            Path secretFile = Path.of(path.strip());
            if (Files.size(secretFile) > MAX_FILE) {
                return unreadable(key, variable, path, "holds more than 64 KB");
            }
            String text = Files.readString(secretFile, StandardCharsets.UTF_8).replaceFirst("\\R\\z", "");
            Optional<Found> found = found(key, text, origin);
            return found.isPresent() ? found : unreadable(key, variable, path, "is empty");
        } catch (IOException e) {
            return unreadable(key, variable, path, "cannot be read: " + FileTrouble.of(e));
        } catch (InvalidPathException e) {
            return unreadable(key, variable, path, "is no path of a file");
        }
    }

    private Optional<Found> unreadable(Key<?> key, String variable, String path, String what) {
        problems.add(new ConfigProblem(
                key.name(),
                "environment variable " + variable,
                path,
                "the file " + what,
                "name a readable UTF-8 file that holds nothing but the value"));
        return Optional.empty();
    }

    private Optional<Found> propertiesFile(Key<?> key) {
        PropertiesFile.Entry entry = fileEntries.get(key.name());
        if (entry == null) {
            return Optional.empty();
        }
        String origin = fileName + ":" + entry.line();
        Optional<Found> found = found(key, entry.value(), origin);
        if (found.isPresent() && key.secret()) {
            warnings.add(new ConfigProblem(
                    key.name(),
                    origin,
                    null,
                    "a secret stands in this file, readable for all who can read or copy the file",
                    "set " + key.environmentName() + " or " + key.fileEnvironmentName() + " instead"));
        }
        return found;
    }

    private void noteIgnored(Key<?> key) {
        if (sources.commandLine().containsKey(key.name())) {
            ignored.add("-P " + key.name());
        }
        Stream.concat(environmentNames(key), Stream.of(key.fileEnvironmentName()))
                .filter(sources.environment()::containsKey)
                .forEach(ignored::add);
        PropertiesFile.Entry entry = fileEntries.get(key.name());
        if (entry != null && !entry.value().isBlank()) {
            ignored.add(key.name() + " (" + fileName + ":" + entry.line() + ")");
        }
    }

    private static Stream<String> environmentNames(Key<?> key) {
        return Stream.concat(Stream.of(key.environmentName()), key.aliases().stream());
    }

    private static Optional<Found> found(Key<?> key, @Nullable String text, String origin) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(new Found(key.secret() ? text : text.strip(), origin));
    }
}
