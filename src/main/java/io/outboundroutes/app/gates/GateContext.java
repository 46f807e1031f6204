package io.outboundroutes.app.gates;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the gates must know besides the files.
 *
 * @param dialects the selected dialect of each vendor ({@code genesys} → {@code guide})
 * @param propertyKeys every declared property key; {@code statistics.units.*} declares a family
 * @param propertyGroups our own word-groups, the part before the first dot; a key outside them is declared by being used
 * @param javaRoutes names of {@code direct:} routes that live in Java, without the prefix
 * @param templates the blocks by name
 */
public record GateContext(
        Map<String, String> dialects,
        Set<String> propertyKeys,
        Set<String> propertyGroups,
        Set<String> javaRoutes,
        Map<String, BlockTemplate> templates) {

    private static final String DIRECT = "direct:";

    public GateContext {
        dialects = Map.copyOf(dialects);
        propertyKeys = Set.copyOf(propertyKeys);
        propertyGroups = Set.copyOf(propertyGroups);
        javaRoutes = javaRoutes.stream().map(GateContext::withoutPrefix).collect(Collectors.toUnmodifiableSet());
        templates = Map.copyOf(templates);
    }

    /** The same, with the groups taken from the keys and the templates indexed by their names. */
    public static GateContext of(
            Map<String, String> dialects,
            Set<String> propertyKeys,
            Set<String> javaRoutes,
            Collection<BlockTemplate> templates) {
        Set<String> groups = propertyKeys.stream().map(GateContext::group).collect(Collectors.toSet());
        return new GateContext(
                dialects,
                propertyKeys,
                groups,
                javaRoutes,
                templates.stream().collect(Collectors.toMap(BlockTemplate::name, Function.identity())));
    }

    /** The same, with everything that lives in Java read from there. */
    public static GateContext of(Map<String, String> dialects, Set<String> propertyKeys, JavaBlocks blocks) {
        return of(dialects, propertyKeys, blocks.routes(), blocks.templates());
    }

    boolean declares(String key) {
        return propertyKeys.contains(key)
                || propertyKeys.stream()
                        .filter(k -> k.endsWith(".*"))
                        .anyMatch(k -> key.startsWith(k.substring(0, k.length() - 1)));
    }

    boolean owns(String key) {
        return propertyGroups.contains(group(key));
    }

    /** The vendor and dialect that a vendor file's base name ({@code genesys-guide}) stands for. */
    Optional<Dialect> dialectOf(String baseName) {
        return new TreeMap<>(dialects)
                .entrySet().stream()
                        .filter(e -> baseName.startsWith(e.getKey() + "-"))
                        .map(e -> {
                            String dialect = baseName.substring(e.getKey().length() + 1);
                            return new Dialect(e.getKey(), dialect, e.getValue().equals(dialect));
                        })
                        .findFirst();
    }

    private static String group(String key) {
        int dot = key.indexOf('.');
        return dot < 0 ? key : key.substring(0, dot);
    }

    static String withoutPrefix(String uri) {
        return uri.startsWith(DIRECT) ? uri.substring(DIRECT.length()) : uri;
    }

    /** A vendor's dialect, and whether it is the selected one. */
    record Dialect(String vendor, String name, boolean selected) {}
}
