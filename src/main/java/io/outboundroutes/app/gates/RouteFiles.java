package io.outboundroutes.app.gates;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
            String name = directory.relativize(path).toString().replace('\\', '/');
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
            read.add(new RouteFile(
                    name, base, workflow, dialect, (int) text.lines().count(), compose(text, name, findings)));
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
            List<Path> found = walk.filter(Files::isRegularFile)
                    .filter(p -> p.toString().endsWith(".yaml") || p.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                findings.add(
                        "files",
                        ".",
                        "no YAML file in " + directory + "; set routes.dir to the folder that holds"
                                + " the workflow files (<workflow>" + SUFFIX + ")");
            }
            return found;
        } catch (IOException e) {
            findings.add("files", ".", "cannot list " + directory + ": " + e.getMessage() + "; check its permissions");
            return List.of();
        }
    }

    private static String text(Path path, String name, Findings findings) {
        try {
            return Files.readString(path, StandardCharsets.UTF_8);
        } catch (IOException e) {
            findings.add(
                    "files",
                    name,
                    "cannot be read as UTF-8: " + e.getMessage() + "; check its permissions and its encoding");
            return "";
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
