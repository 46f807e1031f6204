package io.outboundroutes.app;

import io.outboundroutes.platform.config.Settings;
import io.outboundroutes.platform.config.Vendor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the workflow files say of themselves before Camel reads them: which workflows there are, which vendors each one
 * calls, which settings they use. Stateless.
 */
public final class WorkflowVendors {

    private static final String ENDING = ".camel.yaml";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??!?([A-Za-z0-9.-]+)(?::[^{}]*)?}}");

    private static final Pattern AUTO_STARTUP =
            Pattern.compile("autoStartup:\\s*[\"']?\\{\\{([A-Za-z0-9.-]+)(?::[^{}]*)?}}");

    private static final Pattern INPUT = Pattern.compile("ref:\\s*[\"']?input\\b");

    private static final Pattern OPERATION =
            Pattern.compile("(?:direct:|(?:operation|lookup):\\s*[\"']?)([a-z0-9]+(?:-[a-z0-9]+)+)");

    private static final Pattern ROUTE = Pattern.compile("(?m)^- route:");
    private static final Pattern ID = Pattern.compile("\\bid:\\s*[\"']?([a-z0-9-]+)");

    private WorkflowVendors() {}

    /**
     * The workflows by id, which is their file's name, and the vendors whose operations each one names. A file that cannot be
     * read names nothing here; the gates refuse it.
     */
    public static Map<String, Set<Vendor>> scan(Path routesDir) {
        Map<String, Set<Vendor>> workflows = new TreeMap<>();
        for (Path file : files(routesDir)) {
            String name = file.getFileName().toString();
            String text = read(file);
            Set<Vendor> vendors = EnumSet.noneOf(Vendor.class);
            for (Vendor vendor : Vendor.values()) {
                if (Pattern.compile("(direct:|operation:\\s*[\"']?)" + vendor.id() + "-")
                        .matcher(text)
                        .find()) {
                    vendors.add(vendor);
                }
            }
            workflows.put(name.substring(0, name.length() - ENDING.length()), vendors);
        }
        return workflows;
    }

    /**
     * The key that switches a workflow's schedule on: what its quartz route names as {@code autoStartup}.
     *
     * @return empty when its file names none
     */
    public static Optional<String> enablingKey(Path routesDir, String workflow) {
        Matcher match = AUTO_STARTUP.matcher(read(routesDir.resolve(workflow + ENDING)));
        return match.find() ? Optional.of(match.group(1)) : Optional.empty();
    }

    /** Whether a workflow's routes read the rows that a run is asked for with: whether they name the bean {@code input}. */
    public static boolean takesInput(Path routesDir, String workflow) {
        return INPUT.matcher(read(routesDir.resolve(workflow + ENDING))).find();
    }

    /**
     * The workflows that are switched on.
     *
     * @param otherwise the switch of a workflow whose file names none
     */
    public static Set<String> switchedOn(Settings settings, Path routesDir, String otherwise) {
        Map<String, String> properties = settings.asProperties();
        return scan(routesDir).keySet().stream()
                .filter(workflow -> Boolean.parseBoolean(
                        properties.get(enablingKey(routesDir, workflow).orElse(otherwise))))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * The vendors' operations that a workflow's file names, such as {@code genesys-create-segment}, and those that these
     * call in turn, whatever the dialect.
     *
     * @return empty when there is no such file
     */
    static Set<String> operations(Path routesDir, String workflow) {
        Path file = routesDir.resolve(workflow + ENDING);
        Set<String> operations = new TreeSet<>();
        if (Files.isRegularFile(file)) {
            Map<String, Set<String>> calls = calls(routesDir.resolve("vendors"));
            Deque<String> open = new ArrayDeque<>(named(read(file)));
            while (!open.isEmpty()) {
                String operation = open.pop();
                if (operations.add(operation)) {
                    open.addAll(calls.getOrDefault(operation, Set.of()));
                }
            }
        }
        return operations;
    }

    /** What each route of these files calls. */
    private static Map<String, Set<String>> calls(Path vendors) {
        Map<String, Set<String>> calls = new TreeMap<>();
        for (Path file : files(vendors)) {
            for (String route : ROUTE.split(read(file), -1)) {
                Matcher id = ID.matcher(route);
                if (id.find()) {
                    calls.computeIfAbsent(id.group(1), each -> new TreeSet<>()).addAll(named(route));
                }
            }
        }
        return calls;
    }

    private static Set<String> named(String text) {
        return OPERATION.matcher(text).results().map(match -> match.group(1)).collect(Collectors.toSet());
    }

    /** The keys that the route files use as <code>{{key}}</code>. */
    public static Set<String> usedKeys(Path routesDir) {
        Set<String> keys = new TreeSet<>();
        Stream.concat(files(routesDir).stream(), files(routesDir.resolve("vendors")).stream())
                .forEach(file -> {
                    Matcher match = PLACEHOLDER.matcher(read(file));
                    while (match.find()) {
                        keys.add(match.group(1));
                    }
                });
        return keys;
    }

    private static Set<Path> files(Path dir) {
        if (!Files.isDirectory(dir)) {
            return Set.of();
        }
        try (Stream<Path> entries = Files.list(dir)) {
            return new TreeSet<>(entries.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().endsWith(ENDING))
                    .toList());
        } catch (IOException e) {
            return Set.of();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
