package io.outboundroutes.platform.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All settings, read and checked. Immutable. */
public final class Settings {

    /**
     * One value and where it stood.
     *
     * @param text as written; null when not set
     * @param value as read; null when not set
     */
    record Value(
            Key<?> key, @Nullable String text, @Nullable Object value, String origin) {}

    /** A key that is not ours, handed on to Camel as written. */
    record Foreign(String text, String origin) {}

    private final Map<String, Value> values;
    private final Map<String, Foreign> foreign;
    private final List<ConfigProblem> warnings;
    private final List<String> ignored;

    Settings(
            Map<String, Value> values,
            Map<String, Foreign> foreign,
            List<ConfigProblem> warnings,
            List<String> ignored) {
        this.values = new LinkedHashMap<>(values);
        this.foreign = new LinkedHashMap<>(foreign);
        this.warnings = List.copyOf(warnings);
        this.ignored = List.copyOf(ignored);
    }

    /**
     * Reads and checks everything.
     *
     * @throws ConfigException with every problem at once
     */
    public static Settings load(SettingsSources sources) {
        return new SettingsLoader(sources).load();
    }

    /**
     * A value that is always there, since its key has a default.
     *
     * @throws IllegalStateException if it is not set and has no default; use {@link #find} for such keys
     */
    public <T> T get(Key<T> key) {
        return find(key).orElseThrow(() -> new IllegalStateException(key.name() + " is not set and has no default"));
    }

    /**
     * A value that may be missing.
     *
     * @throws IllegalArgumentException if the key is not a declared one
     */
    @SuppressWarnings("unchecked") // Values are only ever put in by the type of the key they stand under.
    public <T> Optional<T> find(Key<T> key) {
        return Optional.ofNullable((T) value(key).value());
    }

    /** What is set of a family, by the members' last parts as they are written; from the environment in lower case. */
    @SuppressWarnings("unchecked") // Members are only ever declared with their family's type.
    public <T> Map<String, T> members(KeyFamily<T> family) {
        Map<String, T> members = new LinkedHashMap<>();
        for (Value value : values.values()) {
            Object set = value.value();
            if (set != null && family.key(value.key().name()).isPresent()) {
                members.put(value.key().name().substring(family.prefix().length()), (T) set);
            }
        }
        return members;
    }

    /** Where a key's value comes from; {@code default} or {@code not set} when nobody gave one. */
    public String origin(Key<?> key) {
        return value(key).origin();
    }

    /**
     * What Camel's placeholders may use: our keys with their effective values as text, those used in {@code routes/},
     * and what is not ours. Never a secret or an address that may hold one.
     */
    public Map<String, String> asProperties() {
        Map<String, String> properties = new LinkedHashMap<>();
        foreign.forEach((key, value) -> properties.put(key, value.text()));
        for (Value value : values.values()) {
            String text = value.text();
            if (text != null && value.key().exposure() == Exposure.OPEN) {
                properties.put(value.key().name(), text);
            }
        }
        return properties;
    }

    /** Every setting with its origin, in the order of the shipped file, masked where it must be. */
    public List<Setting> describe() {
        List<Setting> rows = new ArrayList<>();
        for (Value value : values.values()) {
            String text = value.text();
            String shown = text == null ? null : value.key().exposure().show(text);
            rows.add(new Setting(
                    value.key().name(),
                    mask(value.key().name(), shown),
                    value.origin(),
                    value.key().description()));
        }
        foreign.forEach((key, value) -> rows.add(new Setting(key, mask(key, value.text()), value.origin(), "")));
        return rows;
    }

    /** Nothing to stop for, but worth saying: a secret written in a file, a key given twice. */
    public List<ConfigProblem> warnings() {
        return warnings;
    }

    /** The vendors' addresses and credentials that were left aside on request, by where they stand. */
    public List<String> ignored() {
        return ignored;
    }

    /**
     * What a vendor's connection lacks; not part of loading, since only the vendors of what runs are needed, and none
     * with the sandbox.
     */
    public List<ConfigProblem> vendorProblems(Vendor vendor) {
        return VendorAddress.problems(vendor, this);
    }

    private Value value(Key<?> key) {
        Value value = values.get(key.name());
        if (value == null) {
            throw new IllegalArgumentException(key.name() + " is not a declared key");
        }
        return value;
    }

    /** Keys that are not ours declare no exposure; their name has to do. */
    private static @Nullable String mask(String key, @Nullable String text) {
        boolean secret =
                Keys.ALL.stream().noneMatch(known -> known.name().equals(key)) && SettingsLoader.soundsSecret(key);
        return text == null || !secret ? text : "***";
    }
}
