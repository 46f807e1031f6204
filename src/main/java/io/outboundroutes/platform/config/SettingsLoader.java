package io.outboundroutes.platform.config;

import io.outboundroutes.platform.config.Settings.Foreign;
import io.outboundroutes.platform.config.Settings.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One loading of the settings. Collects every problem before it fails. For one thread, used once. */
final class SettingsLoader {

    private static final Pattern SOUNDS_SECRET = Pattern.compile("pass(word|phrase)?|pwd|secret|token|credential");

    private final SettingsSources sources;
    private final PropertiesFile file;
    private final Map<String, PropertiesFile.Entry> fileEntries = new LinkedHashMap<>();
    private final Map<String, Key<?>> known = new LinkedHashMap<>();
    private final List<ConfigProblem> problems = new ArrayList<>();
    private final List<ConfigProblem> warnings = new ArrayList<>();

    SettingsLoader(SettingsSources sources) {
        this.sources = sources;
        this.file = sources.file().map(PropertiesFile::read).orElse(PropertiesFile.NONE);
        problems.addAll(file.problems());
        Keys.ALL.forEach(key -> known.put(key.name(), key));
        sources.usedInRoutes().stream().sorted().forEach(this::declareUsedInRoutes);
        file.entries().forEach(this::take);
        Keys.FAMILIES.forEach(this::declareMembers);
    }

    Settings load() {
        KeyFinder finder = new KeyFinder(sources, file.name(), fileEntries, problems, warnings);
        Map<String, Value> values = new LinkedHashMap<>();
        for (Key<?> key : known.values()) {
            values.put(key.name(), read(key, finder.find(key)));
        }
        UnknownKeys unknown = new UnknownKeys(known.values());
        Map<String, Foreign> foreign = new LinkedHashMap<>();
        fileEntries.forEach((key, entry) -> sort(key, entry.value(), origin(entry), unknown, foreign));
        sources.commandLine().forEach((key, text) -> sort(key, text, "-P", unknown, foreign));
        sources.program().forEach((key, text) -> sort(key, text, "this command", unknown, foreign));
        unknown.inEnvironment(sources.environment(), problems, warnings);
        SettingsRules.check(values, sources.cron(), problems);
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return new Settings(values, foreign, warnings, finder.ignored());
    }

    /** Whether a key that declares no exposure had better be masked. */
    static boolean soundsSecret(String key) {
        return SOUNDS_SECRET.matcher(key.toLowerCase(Locale.ROOT)).find();
    }

    private void declareUsedInRoutes(String name) {
        Key<?> declared = known.get(name);
        if (declared == null) {
            known.put(name, Key.of(name, Types.TEXT, "Used in routes/"));
        } else if (declared.exposure() != Exposure.OPEN) {
            problems.add(new ConfigProblem(
                    name,
                    "routes/",
                    null,
                    "is used as {{" + name + "}}, but secrets and addresses that may hold one are kept out of routes",
                    "take it out of the YAML: the vendor call and the webhook delivery add it themselves"));
        }
    }

    /** Declares the members that somebody sets. A variable that may set one named elsewhere names no further one. */
    private void declareMembers(KeyFamily<?> family) {
        Stream.of(fileEntries, sources.commandLine(), sources.program())
                .flatMap(source -> source.keySet().stream())
                .flatMap(name -> family.key(name).stream())
                .forEach(key -> known.putIfAbsent(key.name(), key));
        Set<String> named = known.values().stream().map(Key::environmentName).collect(Collectors.toSet());
        sources.environment().keySet().stream()
                .filter(variable -> !named.contains(variable))
                .flatMap(variable -> family.keyOfVariable(variable).stream())
                .forEach(key -> known.put(key.name(), key));
    }

    private void take(PropertiesFile.Entry entry) {
        PropertiesFile.Entry earlier = fileEntries.put(entry.key(), entry);
        if (earlier != null) {
            boolean same = earlier.value().equals(entry.value());
            warnings.add(new ConfigProblem(
                    entry.key(),
                    origin(entry),
                    null,
                    "is set twice" + (same ? "" : " with different values") + ", in lines " + earlier.line() + " and "
                            + entry.line() + "; the last one counts",
                    "remove one of them"));
        }
    }

    private Value read(Key<?> key, Optional<KeyFinder.Found> found) {
        String text = found.map(KeyFinder.Found::text).orElse(key.defaultText());
        if (text == null) {
            return new Value(key, null, null, "not set");
        }
        String origin = found.map(KeyFinder.Found::origin).orElse("default");
        return new Value(key, text, parse(key, text, origin), origin);
    }

    private @Nullable Object parse(Key<?> key, String text, String origin) {
        try {
            return key.type().parse(text);
        } catch (IllegalArgumentException e) {
            problems.add(new ConfigProblem(
                    key.name(),
                    origin,
                    key.exposure().show(text),
                    "expected " + key.type().expected(),
                    key.example().isEmpty() ? "correct it there" : "for example: " + key.example()));
            return null;
        }
    }

    private void sort(String key, String text, String origin, UnknownKeys unknown, Map<String, Foreign> foreign) {
        if (known.containsKey(key)) {
            return;
        }
        Optional<ConfigProblem> mistake = unknown.judge(key, origin);
        mistake.ifPresent(problems::add);
        if (mistake.isEmpty()) {
            foreign.put(key, new Foreign(text, origin));
        }
    }

    private String origin(PropertiesFile.Entry entry) {
        return file.name() + ":" + entry.line();
    }
}
