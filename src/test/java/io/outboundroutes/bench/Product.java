package io.outboundroutes.bench;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The built program, in JVMs of its own. Stateless. */
final class Product {

    /** What a child keeps of this process's environment: no variable may be a setting of the program. */
    private static final Set<String> KEPT = Set.of("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR");

    /** What the launcher and the image add. */
    private static final String COLLECTOR = "-XX:+UseSerialGC";

    private Product() {}

    /** {@code java …} with these arguments and nothing else. */
    static ProcessBuilder java(List<String> arguments) {
        return java(Path.of(System.getProperty("java.home")), arguments);
    }

    private static ProcessBuilder java(Path home, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("bin/java").toString());
        command.addAll(arguments);
        ProcessBuilder process = new ProcessBuilder(command);
        process.environment().keySet().retainAll(KEPT);
        return process;
    }

    /**
     * The program as the launcher starts it.
     *
     * @param jvm options of the JVM, e.g. {@code -Xmx128m}
     * @param environment the program's settings
     * @param arguments its command line
     */
    static ProcessBuilder program(List<String> jvm, Map<String, String> environment, List<String> arguments) {
        return program(Path.of(System.getProperty("java.home")), jvm, environment, arguments);
    }

    /** The same by another Java. */
    static ProcessBuilder program(
            Path home, List<String> jvm, Map<String, String> environment, List<String> arguments) {
        List<String> all = new ArrayList<>(jvm);
        all.add(COLLECTOR);
        all.addAll(List.of("-jar", jar().toString()));
        all.addAll(arguments);
        return with(environment, java(home, all));
    }

    /** The same, leaving {@link Measured}'s figures in a file when it ends by itself. */
    static ProcessBuilder measured(
            Path figures, List<String> jvm, Map<String, String> environment, List<String> arguments) {
        List<String> all = new ArrayList<>(jvm);
        all.add(COLLECTOR);
        // The class path has the tests' quiet logging too.
        all.add("-Dlogback.configurationFile=logback.xml");
        all.addAll(List.of("-cp", jar() + File.pathSeparator + testClasses(), Measured.class.getName()));
        all.add(figures.toString());
        all.addAll(arguments);
        return with(environment, java(all));
    }

    /**
     * A class of the benchmarks on the built program.
     *
     * @param jvm options of the JVM
     */
    static ProcessBuilder tests(List<String> jvm, Class<?> main, List<String> arguments) {
        List<String> all = new ArrayList<>(jvm);
        all.add(COLLECTOR);
        // What the tests need besides, such as AssertJ, is on this process's own class path.
        String classPath =
                jar() + File.pathSeparator + testClasses() + File.pathSeparator + System.getProperty("java.class.path");
        all.addAll(List.of("-cp", classPath, main.getName()));
        all.addAll(arguments);
        return java(all);
    }

    private static ProcessBuilder with(Map<String, String> environment, ProcessBuilder process) {
        process.environment().putAll(environment);
        return process;
    }

    private static Path jar() {
        Path jar = Path.of(System.getProperty("bench.jar", "target/outbound-routes.jar"));
        if (!Files.isRegularFile(jar) || !Files.isDirectory(jar.resolveSibling("lib"))) {
            throw new IllegalStateException("There is no " + jar + " with its lib/ beside it: benchmarks measure the"
                    + " built program, so run them with 'mvn -B -Pbench verify'");
        }
        return jar;
    }

    private static Path testClasses() {
        try {
            return Path.of(Measured.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
