package io.outboundroutes.app.gates;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * Lets Camel itself load and start the files: the vendor files of the chosen dialects, each workflow alone with them, then all
 * together. Finds what no static gate can know: misspelt endpoint options, missing beans, broken expressions.
 *
 * <p>Routes that would begin work by themselves (every consumer but {@code direct}, {@code seda} and {@code kamelet}) are created
 * but not started, and Quartz is an own one in memory, so that nothing fires and a shared job store never sees a check's jobs. Each context is stopped
 * again. Camel ends at its first error, so each loaded set of files gives at most one finding; a set that holds a file which
 * already failed is left out.
 */
public final class LoadGate {

    private static final String RULE = "load";
    private static final Set<String> PASSIVE = Set.of("direct:", "seda:", "kamelet:");

    private final Supplier<CamelContext> contexts;

    /**
     * @param contexts gives a fresh context that is not started, with the Java routes, templates, beans and properties in it;
     *     what it throws is a finding too
     */
    public LoadGate(Supplier<CamelContext> contexts) {
        this.contexts = contexts;
    }

    /** The files as the application would load them, with these dialects. */
    public GateReport inspect(Path routesDirectory, Map<String, String> dialects) {
        return inspect(routesDirectory, dialects, Set.of());
    }

    /**
     * All files together and nothing else, since somebody waits: it is what runs. An error that names no file is put down to
     * one that changed.
     *
     * @param changed names of files
     */
    public GateReport inspectTogether(Path routesDirectory, Map<String, String> dialects, Collection<String> changed) {
        RouteFiles files = read(routesDirectory, dialects);
        Findings findings = new Findings();
        List<RouteFile> set = files.all().stream()
                .filter(RouteFile::selected)
                .sorted(Comparator.<RouteFile, Boolean>comparing(file -> changed.contains(file.name()))
                        .thenComparing(RouteFile::workflow))
                .toList();
        load(routesDirectory, files, set, new LinkedHashSet<>(), findings);
        return report(files, findings);
    }

    /** As {@link #inspect(Path, Map)}, and again with each other dialect in the place of its vendor's selected one. */
    public GateReport inspectEveryDialect(Path routesDirectory, Map<String, String> dialects) {
        GateReport report = inspect(routesDirectory, dialects);
        RouteFiles files = read(routesDirectory, dialects);
        Set<String> failed = new LinkedHashSet<>();
        report.findings().forEach(f -> failed.add(f.file()));
        for (RouteFile file : files.all()) {
            GateContext.Dialect dialect = file.dialect().orElse(null);
            if (dialect != null && !dialect.selected()) {
                Map<String, String> other = new TreeMap<>(dialects);
                other.put(dialect.vendor(), dialect.name());
                report = report.and(inspect(routesDirectory, other, failed));
            }
        }
        return report;
    }

    private GateReport inspect(Path directory, Map<String, String> dialects, Set<String> alreadyFailed) {
        RouteFiles files = read(directory, dialects);
        Findings findings = new Findings();
        Set<String> failed = new LinkedHashSet<>(alreadyFailed);
        List<RouteFile> vendors =
                files.all().stream().filter(f -> !f.workflow() && f.selected()).toList();
        List<RouteFile> workflows =
                files.all().stream().filter(RouteFile::workflow).toList();
        load(directory, files, vendors, failed, findings);
        for (RouteFile workflow : workflows) {
            List<RouteFile> set = new ArrayList<>(vendors);
            set.add(workflow);
            load(directory, files, set, failed, findings);
        }
        if (workflows.size() > 1) {
            List<RouteFile> set = new ArrayList<>(vendors);
            set.addAll(workflows);
            load(directory, files, set, failed, findings);
        }
        if (vendors.isEmpty() && workflows.isEmpty()) {
            findings.add(
                    RULE, ".", "nothing to load in " + directory + "; set routes.dir to the folder with the workflows");
        }
        return report(files, findings);
    }

    private static GateReport report(RouteFiles files, Findings findings) {
        return new GateReport(
                findings.all(),
                files.all().stream()
                        .filter(RouteFile::selected)
                        .map(RouteFile::name)
                        .toList(),
                files.loadedRoutes().size(),
                files.loadedRoutes().stream().mapToInt(r -> r.allSteps().size()).sum());
    }

    private static RouteFiles read(Path directory, Map<String, String> dialects) {
        GateContext context = new GateContext(dialects, Set.of(), Set.of(), Set.of(), Map.of());
        return RouteFiles.read(directory, context, new Findings());
    }

    private void load(Path directory, RouteFiles all, List<RouteFile> set, Set<String> failed, Findings findings) {
        if (set.isEmpty() || set.stream().anyMatch(f -> failed.contains(f.name()))) {
            return;
        }
        RouteFile suspect = set.get(set.size() - 1);
        CamelContext context = null;
        try {
            context = contexts.get();
            context.getShutdownStrategy().setTimeout(1);
            List<Resource> resources = new ArrayList<>();
            for (RouteFile file : set) {
                resources.add(ResourceHelper.resolveMandatoryResource(
                        context,
                        "file:"
                                + directory
                                        .resolve(file.name())
                                        .toAbsolutePath()
                                        .normalize()));
            }
            context.build();
            isolateQuartz(context);
            PluginHelper.getRoutesLoader(context).loadRoutes(resources);
            for (RouteDefinition route : ((ModelCamelContext) context).getRouteDefinitions()) {
                String from = String.valueOf(route.getInput().getEndpointUri());
                if (PASSIVE.stream().noneMatch(from::startsWith)) {
                    route.setAutoStartup("false");
                }
            }
            context.start();
        } catch (Exception e) {
            Finding finding = LoadErrors.finding(RULE, e, suspect, set, all);
            failed.add(finding.file());
            findings.add(finding);
        } finally {
            if (context != null) {
                context.stop();
            }
        }
    }

    /** A Quartz of its own, in memory and never started: a shared job store must not see the jobs of a check. */
    private static void isolateQuartz(CamelContext context) {
        context.removeComponent("quartz");
        QuartzComponent quartz = new QuartzComponent();
        quartz.setAutoStartScheduler(false);
        context.addComponent("quartz", quartz);
    }
}
