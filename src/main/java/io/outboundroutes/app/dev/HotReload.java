package io.outboundroutes.app.dev;

import io.outboundroutes.app.House;
import io.outboundroutes.app.HouseGates;
import io.outboundroutes.app.Serving;
import io.outboundroutes.app.gates.Finding;
import io.outboundroutes.app.gates.RouteIds;
import io.outboundroutes.platform.config.HouseKeys;
import io.outboundroutes.platform.config.Settings;
import io.outboundroutes.platform.config.Vendor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes what is saved in {@code routes.dir} live while the program runs: a change that passes the gates replaces the routes
 * of its files as soon as no run of their workflows is under way and no exchange is in them; one that does not leaves
 * everything as it is and is told with file, line and remedy. Files of dialects that are not selected are judged and never
 * loaded. Decision record 16. Thread-safe.
 */
public final class HotReload implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HotReload.class);
    private static final String SUFFIX = ".camel.yaml";
    private static final Duration PATIENCE = Duration.ofMillis(150);

    private final House house;
    private final Settings settings;
    private final Path directory;
    private final Path staging;
    private final Consumer<String> tell;
    private final HouseGates gates;
    private final RunLocks runs;
    private final RouteSwap swap;

    /** What runs; of a refused file the version before. */
    private RoutesFolder running;
    /** What is to run; differs from what runs until nothing is in the way. */
    private RoutesFolder wanted;
    /** What was last found in the directory, and what was last judged. */
    private RoutesFolder found;

    private RoutesFolder judged;
    private boolean toldToWait;
    /** The workflows whose runs the engine executes. */
    private final Set<String> engaged = new TreeSet<>();

    private HotReload(House house, Settings settings, Path staging, Consumer<String> tell) {
        this.house = house;
        this.settings = settings;
        this.directory = settings.get(HouseKeys.ROUTES_DIR).toAbsolutePath().normalize();
        this.staging = staging;
        this.tell = tell;
        this.gates = HouseGates.of(settings);
        this.runs = new RunLocks(house.execution());
        this.swap = new RouteSwap(house.camel());
        this.running = RoutesFolder.read(directory);
        this.wanted = running;
        this.found = running;
        this.judged = running;
    }

    /**
     * For a house that has just been opened; looks at nothing by itself.
     *
     * @param settings the house's
     * @param staging a directory of its own
     * @param tell takes what an engineer is to know, a text of one or more lines each
     */
    public static HotReload of(House house, Settings settings, Path staging, Consumer<String> tell) {
        return new HotReload(house, settings, staging, tell);
    }

    /** Begins to serve, so that runs and exchanges of routes keep out of each other's way. */
    public Serving serve() {
        engaged.addAll(house.workflows());
        return Serving.start(house, runs);
    }

    /**
     * Looks at the directory once. A change counts when two looks find the same, since somebody may still be writing; it is
     * judged then, and made live by this look or a later one.
     */
    public synchronized void look() {
        RoutesFolder now = RoutesFolder.read(directory);
        boolean still = now.equals(found);
        found = now;
        if (!still) {
            return;
        }
        if (!now.equals(judged)) {
            judged = now;
            judge(now);
        }
        if (!wanted.equals(running)) {
            apply();
        }
    }

    private void judge(RoutesFolder now) {
        Set<String> changed = now.differing(running);
        wanted = running;
        toldToWait = false;
        if (changed.isEmpty()) {
            tell.accept("routes: as they run");
            return;
        }
        List<Finding> refused = findings(now, changed);
        if (refused.isEmpty()) {
            wanted = now;
            return;
        }
        tell.accept("refused, what ran before goes on:" + System.lineSeparator()
                + refused.stream().map(finding -> "- " + finding).collect(Collectors.joining(System.lineSeparator())));
        Set<String> others = new TreeSet<>(changed);
        refused.forEach(finding -> others.remove(finding.file()));
        if (others.size() < changed.size() && !others.isEmpty()) {
            RoutesFolder rest = running.with(others, now);
            wanted = findings(rest, others).isEmpty() ? rest : running;
        }
    }

    /** What keeps a folder from running. */
    private List<Finding> findings(RoutesFolder folder, Collection<String> changed) {
        folder.writeTo(staging);
        return gates.inspectChange(staging, changed).findings();
    }

    /** Tries to make what is wanted run; a later look tries again. */
    private void apply() {
        Set<String> changed = wanted.differing(running);
        List<String> loaded = changed.stream().filter(this::isSelected).toList();
        if (loaded.isEmpty()) {
            running = wanted;
            tell.accept(String.join(", ", changed) + ": not loaded, since another dialect is selected");
            return;
        }
        boolean done = runs.between(affected(loaded), PATIENCE, () -> exchange(loaded));
        if (done) {
            engage(loaded);
        } else if (!toldToWait && !wanted.equals(running)) {
            toldToWait = true;
            tell.accept(String.join(", ", loaded) + ": waits for what is under way");
        }
    }

    /** A vendor's operations are called by any workflow. */
    private SortedSet<String> affected(Collection<String> files) {
        Stream<String> workflows = files.stream().allMatch(HotReload::isWorkflow)
                ? files.stream()
                : Stream.concat(running.files().keySet().stream(), wanted.files().keySet().stream())
                        .filter(HotReload::isWorkflow);
        return workflows.map(HotReload::workflow).collect(Collectors.toCollection(TreeSet::new));
    }

    private boolean exchange(Collection<String> files) {
        Set<String> old = ids(files, running);
        if (!swap.areIdle(old)) {
            return false;
        }
        try {
            swap.remove(old);
            swap.add(resources(files, wanted));
            running = wanted;
            return true;
        } catch (Exception e) {
            LOG.debug("The routes could not be exchanged", e);
            tell.accept("refused, what ran before goes on:" + System.lineSeparator() + "- " + String.join(", ", files)
                    + ": Camel could not start it: " + e.getMessage());
            goBack(files);
            wanted = running;
            return false;
        }
    }

    /** The gates have seen it start elsewhere; what fails all the same must not leave a workflow without routes. */
    private void goBack(Collection<String> files) {
        try {
            swap.remove(ids(files, wanted));
            swap.add(resources(files, running));
        } catch (Exception e) {
            throw new IllegalStateException("The routes that ran before cannot be started again; restart", e);
        }
    }

    private void engage(Collection<String> files) {
        house.routesChanged();
        Set<String> began = files.stream()
                .filter(HotReload::isWorkflow)
                .map(HotReload::workflow)
                .filter(house.workflows()::contains)
                .filter(engaged::add)
                .collect(Collectors.toCollection(TreeSet::new));
        house.engine().start(began, runs);
        List<String> told = new ArrayList<>();
        for (String file : files) {
            String text = running.text(file);
            told.add(
                    text == null
                            ? file + ": its routes are removed"
                            : file + ": live, " + RouteIds.in(text).routes().size() + " routes");
        }
        tell.accept(String.join(System.lineSeparator(), told));
    }

    private Set<String> ids(Collection<String> files, RoutesFolder folder) {
        Set<String> ids = new TreeSet<>();
        for (String file : files) {
            String text = folder.text(file);
            if (text != null) {
                RouteIds own = RouteIds.in(text);
                ids.addAll(own.routes());
                ids.addAll(own.blocks());
            }
        }
        return ids;
    }

    private List<Resource> resources(Collection<String> files, RoutesFolder folder) {
        List<Resource> resources = new ArrayList<>();
        for (String file : files) {
            String text = folder.text(file);
            if (text != null) {
                resources.add(ResourceHelper.fromBytes(
                        "file:" + directory.resolve(file), text.getBytes(StandardCharsets.UTF_8)));
            }
        }
        return resources;
    }

    private boolean isSelected(String file) {
        return isWorkflow(file)
                || Stream.of(Vendor.values())
                        .anyMatch(vendor -> file.equals("vendors/" + vendor.id() + "-"
                                + settings.get(vendor.keys().api()) + SUFFIX));
    }

    private static boolean isWorkflow(String file) {
        return !file.contains("/") && file.endsWith(SUFFIX);
    }

    private static String workflow(String file) {
        return file.substring(0, file.length() - SUFFIX.length());
    }

    /** Looks no more. */
    @Override
    public synchronized void close() {
        gates.close();
    }
}
