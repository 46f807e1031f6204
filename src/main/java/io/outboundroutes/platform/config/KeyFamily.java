package io.outboundroutes.platform.config;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Keys that differ in their last part only, which is a name of somebody else's: {@code statistics.units.<metric>}. Every
 * member is optional and has no default.
 *
 * @param prefix what all members begin with, the dot included
 * @param member what the last part is, for people
 * @param type what each member's text must be
 * @param description one sentence about a member
 * @param unit how a value is written
 * @param exampleMember a last part that passes
 * @param example a value that passes
 * @param <T> the type of the values
 */
public record KeyFamily<T>(
        String prefix,
        String member,
        Type<T> type,
        String description,
        String unit,
        String exampleMember,
        String example) {

    private static final Pattern MEMBER = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,99}");

    /** The member with this key; empty when the key is none. */
    Optional<Key<T>> key(String name) {
        boolean is = name.startsWith(prefix)
                && MEMBER.matcher(name.substring(prefix.length())).matches();
        return is ? Optional.of(Key.of(name, type, description).unit(unit).example(example)) : Optional.empty();
    }

    /** The member that an environment variable sets; its case is lost. */
    Optional<Key<T>> keyOfVariable(String variable) {
        String start = Key.environmentName(prefix);
        return variable.startsWith(start)
                ? key(prefix + variable.substring(start.length()).toLowerCase(Locale.ROOT))
                : Optional.empty();
    }
}
