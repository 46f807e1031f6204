package io.outboundroutes.app.gates;

import io.outboundroutes.platform.files.FileTrouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** The files of a routes directory, read once. Files that are no YAML are reported and have no routes. */
final class RouteFiles {

    static final String SUFFIX = ".camel.yaml";
    static final String VENDORS = "vendors";

    private final List<RouteFile> files;
    private final List<RouteNode> routes;

    private RouteFiles(List<RouteFile> files) {
        this.files = List.copyOf(files);
        this.routes = files.stream()
                .flatMap(f -> f.items().stream().flatMap(i -> RouteNode.of(f, i).stream()))
                .toList();
    }

    static RouteFiles read(Path directory, GateContext context, Findings findings) {
        List<RouteFile> read = new ArrayList<>();
        for (Path path : yamlBelow(directory, findings)) {
            String name = nameOf(directory, path);
            boolean workflow = !name.contains("/");
            boolean vendor = name.startsWith(VENDORS + "/") && name.indexOf('/') == name.lastIndexOf('/');
            if (!name.endsWith(SUFFIX) || (!workflow && !vendor)) {
                findings.add(
                        "files",
                        name,
                        "would never be loaded; workflows are <workflow>" + SUFFIX
                                + " in the routes directory, vendor operations are " + VENDORS + "/<vendor>-<dialect>"
                                + SUFFIX + "; rename or remove it");
                continue;
            }
            String base = path.getFileName().toString().replace(SUFFIX, "");
            var dialect = vendor ? context.dialectOf(base) : Optional.<GateContext.Dialect>empty();
            if (vendor && dialect.isEmpty()) {
                findings.add(
                        "files",
                        name,
                        "belongs to no known vendor; expected <vendor>-<dialect>" + SUFFIX + " with a vendor of "
                                + context.dialects().keySet().stream().sorted().toList());
            }
            String text = text(path, name, findings);
            Node root = text == null ? null : compose(text, name, findings);
            int lines = text == null ? 0 : (int) text.lines().count();
            read.add(new RouteFile(name, base, workflow, dialect, lines, root));
        }
        return new RouteFiles(read);
    }

    List<RouteFile> all() {
        return files;
    }

    /** Routes and templates of every file. */
    List<RouteNode> routes() {
        return routes;
    }

    /** Routes and templates of the files that the application loads. */
    List<RouteNode> loadedRoutes() {
        return routes.stream().filter(r -> r.file().selected()).toList();
    }

    private static List<Path> yamlBelow(Path directory, Findings findings) {
        if (!Files.isDirectory(directory)) {
            findings.add(
                    "files",
                    ".",
                    "routes directory " + directory + " does not exist; set routes.dir to the folder"
                            + " that holds the workflow files");
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(directory)) {
            List<Path> named = walk.filter(p -> !p.equals(directory))
                    .filter(p -> p.toString().endsWith(".yaml") || p.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
            named.stream()
                    .filter(p -> !Files.isRegularFile(p))
                    .forEach(p -> findings.add("files", nameOf(directory, p), trouble(p)));
            List<Path> found = named.stream().filter(Files::isRegularFile).toList();
            if (found.isEmpty()) {
                findings.add(
                        "files",
                        ".",
                        "no YAML file in " + directory + "; set routes.dir to the folder that holds"
                                + " the workflow files (<workflow>" + SUFFIX + ")");
            }
            return found;
        } catch (IOException e) {
            return unlisted(directory, e, findings);
        } catch (UncheckedIOException e) {
            // So the walk tells of a directory further down.
            return unlisted(directory, Objects.requireNonNull(e.getCause()), findings);
        }
    }

    private static List<Path> unlisted(Path directory, IOException why, Findings findings) {
        findings.add(
                "files",
                ".",
                directory + " or a directory in it cannot be listed: " + FileTrouble.of(why)
                        + "; give the user who runs this the right to read it");
        return List.of();
    }

    private static String nameOf(Path directory, Path path) {
        return directory.relativize(path).toString().replace('\\', '/');
    }

    private static String trouble(Path path) {
        return Files.isDirectory(path)
                ? "is a directory, and a file of routes was expected; remove or rename it (a mount of a file that is not there makes one)"
                : "is no file that can be read; remove or rename it, or mend the link";
    }

    private static @Nullable String text(Path path, String name, Findings findings) {
        try {
            return Files.readString(path, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            findings.add("files", name, "is not UTF-8 text; save it as UTF-8");
            return null;
        } catch (IOException e) {
            findings.add(
                    "files",
                    name,
                    "cannot be read: " + FileTrouble.of(e) + "; give the user who runs this the right to read it");
            return null;
        }
    }

    private static @Nullable Node compose(String text, String name, Findings findings) {
        try {
            Node root = Yaml.compose(text).orElse(null);
            if (root == null || Yaml.items(root).isEmpty()) {
                findings.add(
                        "yaml",
                        name,
                        "holds no list of routes; expected lines that begin with '- route:' at the left edge");
                return null;
            }
            return root;
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(m -> m.getLine() + 1).orElse(0);
            Integer column = e.getProblemMark().map(m -> m.getColumn() + 1).orElse(null);
            findings.add(
                    "yaml",
                    name,
                    line,
                    column,
                    null,
                    "is no YAML: " + e.getProblem()
                            + "; check the indentation (spaces, no tabs), the colons and the quotes at this place");
            return null;
        } catch (YamlEngineException e) {
            findings.add("yaml", name, "is no YAML: " + e.getMessage());
            return null;
        }
    }
}
