package io.outboundroutes.platform.config;

import io.outboundroutes.platform.text.Nearest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Tells misspelt keys of ours from keys that are none of our business. */
final class UnknownKeys {

    private static final List<String> OUR_VARIABLES = List.of(
            "GENESYS_",
            "CXONE_",
            "SEGMENTATION_",
            "SCHEDULES_",
            "CONTACTS_",
            "STATISTICS_",
            "ENGAGEMENT_",
            "WEBHOOK_",
            "AUDIT_",
            "STORE_");

    private static final int LONG_NAME = 14;

    private final Set<String> names = new TreeSet<>();
    private final Set<String> declared = Keys.ALL.stream().map(Key::name).collect(Collectors.toUnmodifiableSet());
    private final Set<String> variables = new TreeSet<>();
    private final Set<String> unreadFiles = new TreeSet<>();

    UnknownKeys(Collection<Key<?>> known) {
        for (Key<?> key : known) {
            names.add(key.name());
            variables.add(key.environmentName());
            variables.addAll(key.aliases());
            (key.exposure() == Exposure.OPEN ? unreadFiles : variables).add(key.fileEnvironmentName());
        }
    }

    /** A problem when the key, which nobody declared, lies in one of our groups or is a slip away from one of ours. */
    Optional<ConfigProblem> judge(String key, String origin) {
        if (key.startsWith("camel.")) {
            return Optional.empty();
        }
        if (Keys.isOurs(key)) {
            String remedy = Nearest.of(key, names, 3)
                    .map(nearest -> "did you mean " + nearest + "?")
                    .orElseGet(() -> keysOfGroup(key));
            return Optional.of(new ConfigProblem(key, origin, null, "there is no such key", remedy));
        }
        return Nearest.of(key, declared, 2)
                .map(nearest ->
                        new ConfigProblem(key, origin, null, "there is no such key", "did you mean " + nearest + "?"));
    }

    /** Variables that were meant for us. Any other name belongs to some other program and must not stop this one. */
    void inEnvironment(Map<String, String> environment, List<ConfigProblem> problems, List<ConfigProblem> warnings) {
        for (String name : new TreeMap<>(environment).keySet()) {
            Optional<String> prefix =
                    OUR_VARIABLES.stream().filter(name::startsWith).findFirst();
            if (variables.contains(name)) {
                continue;
            }
            if (prefix.isEmpty()) {
                slipInTheGroup(name).ifPresent(warnings::add);
                continue;
            }
            if (unreadFiles.contains(name)) {
                warnings.add(new ConfigProblem(
                        name,
                        null,
                        null,
                        "is not read: only secrets are taken from a file",
                        "set " + name.substring(0, name.length() - "_FILE".length()) + " itself"));
                continue;
            }
            // Of three letters two changed make any other word: GENESYS_PAT is not GENESYS_API.
            int slips = name.length() - prefix.get().length() <= 3 ? 1 : 2;
            Nearest.of(name, variables, slips)
                    .ifPresent(nearest -> problems.add(new ConfigProblem(
                            name,
                            "environment variable",
                            null,
                            "there is no such setting",
                            "did you mean " + nearest + "?")));
        }
    }

    /** It may be another program's, so it is only told; a short name is near to one of ours by chance. */
    private Optional<ConfigProblem> slipInTheGroup(String name) {
        return name.length() < LONG_NAME
                ? Optional.empty()
                : Nearest.of(name, variables, 2)
                        .map(nearest -> new ConfigProblem(
                                name, "environment variable", null, "is not read", "did you mean " + nearest + "?"));
    }

    private String keysOfGroup(String key) {
        String group = key.substring(0, key.indexOf('.') + 1);
        String keys = names.stream().filter(name -> name.startsWith(group)).collect(Collectors.joining(", "));
        return "remove it; the keys of this group are " + keys;
    }
}
