package io.outboundroutes.platform.config;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The declaration of one setting.
 *
 * @param name the property key, such as {@code genesys.client-id}
 * @param type what its text must be
 * @param description one sentence for {@code application.properties} and {@code check}
 * @param unit what a number counts, or how it is written; empty when there is nothing to say
 * @param defaultText the value when nobody sets one; null for none
 * @param example a value that passes; for secrets a description of one
 * @param exposure how much of the value may be seen
 * @param aliases further environment names, where the guides use other ones than the rule gives
 * @param <T> the value's type
 */
public record Key<T>(
        String name,
        Type<T> type,
        String description,
        String unit,
        @Nullable String defaultText,
        String example,
        Exposure exposure,
        List<String> aliases) {

    public Key {
        aliases = List.copyOf(aliases);
        if (defaultText != null) {
            type.parse(defaultText);
        }
    }

    /** A key without default, unit or alias, openly shown. */
    public static <T> Key<T> of(String name, Type<T> type, String description) {
        return new Key<>(name, type, description, "", null, "", Exposure.OPEN, List.of());
    }

    /** With a default, which is also the example when there is no other. */
    public Key<T> defaulting(String text) {
        String shown = example.isEmpty() ? text : example;
        return new Key<>(name, type, description, unit, text, shown, exposure, aliases);
    }

    public Key<T> unit(String text) {
        return new Key<>(name, type, description, text, defaultText, example, exposure, aliases);
    }

    public Key<T> example(String text) {
        return new Key<>(name, type, description, unit, defaultText, text, exposure, aliases);
    }

    public Key<T> exposed(Exposure other) {
        return new Key<>(name, type, description, unit, defaultText, example, other, aliases);
    }

    /** With further environment names. */
    public Key<T> alias(String... environmentNames) {
        return new Key<>(name, type, description, unit, defaultText, example, exposure, List.of(environmentNames));
    }

    /** The environment variable that sets it: dots and dashes become underscores, upper case. */
    public String environmentName() {
        return environmentName(name);
    }

    /** The environment variable that names a file with its value; only for values that are not openly shown. */
    public String fileEnvironmentName() {
        return environmentName() + "_FILE";
    }

    /** Whether its value is a secret. */
    public boolean secret() {
        return exposure == Exposure.SECRET;
    }

    /** The environment variable that sets a key of this name. */
    public static String environmentName(String key) {
        return key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
