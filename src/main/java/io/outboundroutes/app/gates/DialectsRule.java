package io.outboundroutes.app.gates;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Dialects of one vendor define the same routes, so that no workflow knows which one it talks to. */
final class DialectsRule implements GateRule {

    private static final String RULE = "dialects";

    @Override
    public void check(RouteFiles files, GateContext context, Findings findings) {
        Map<String, Map<RouteFile, Set<String>>> idsByVendor = new TreeMap<>();
        for (RouteFile file : files.all()) {
            file.dialect()
                    .filter(d -> file.root() != null)
                    .ifPresent(d -> idsByVendor
                            .computeIfAbsent(d.vendor(), v -> new LinkedHashMap<>())
                            .put(file, ids(files, file)));
        }
        idsByVendor.forEach((vendor, ids) -> {
            checkSelected(vendor, context.dialects().getOrDefault(vendor, ""), ids.keySet(), findings);
            Set<String> all = ids.values().stream().flatMap(Set::stream).collect(Collectors.toCollection(TreeSet::new));
            ids.forEach((file, defined) -> {
                Set<String> missing = new TreeSet<>(all);
                missing.removeAll(defined);
                if (!missing.isEmpty()) {
                    findings.add(
                            RULE,
                            file.name(),
                            "lacks " + missing + ", which another dialect of '" + vendor
                                    + "' defines; add the routes here or remove them there");
                }
            });
        });
    }

    /** The context, with one of a vendor's dialects in the place of a selected one that has no file. */
    static GateContext present(RouteFiles files, GateContext context) {
        Map<String, TreeSet<String>> present = new TreeMap<>();
        files.all()
                .forEach(file -> file.dialect()
                        .ifPresent(dialect -> present.computeIfAbsent(dialect.vendor(), vendor -> new TreeSet<>())
                                .add(dialect.name())));
        Map<String, String> dialects = new TreeMap<>(context.dialects());
        present.forEach((vendor, names) -> dialects.computeIfPresent(
                vendor, (key, selected) -> names.contains(selected) ? selected : names.first()));
        return new GateContext(
                dialects, context.propertyKeys(), context.propertyGroups(), context.javaRoutes(), context.templates());
    }

    private static void checkSelected(String vendor, String selected, Set<RouteFile> files, Findings findings) {
        Set<String> present = files.stream()
                .flatMap(f -> f.dialect().stream())
                .map(GateContext.Dialect::name)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!present.contains(selected)) {
            String name = RouteFiles.VENDORS + "/" + vendor + "-" + selected + RouteFiles.SUFFIX;
            findings.add(
                    RULE,
                    name,
                    "does not exist, but " + vendor + ".api selects it" + Hint.of(selected, present)
                            + "; dialects of this vendor are " + present);
        }
    }

    private static Set<String> ids(RouteFiles files, RouteFile file) {
        return files.routes().stream()
                .filter(r -> r.file().equals(file))
                .flatMap(r -> Optional.ofNullable(r.id()).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
