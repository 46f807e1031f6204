package io.outboundroutes.platform.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where settings come from, strongest first: the program itself ({@code demo}, {@code dev}), {@code -P}, the
 * environment, a file named by {@code <KEY>_FILE} (secrets), {@code application.properties}, the declared default.
 *
 * @param program what a command sets by its nature, by key; cannot be overridden
 * @param commandLine {@code -P key=value}, by key
 * @param environment the environment variables
 * @param file the {@code application.properties} that counts, if there is one
 * @param usedInRoutes keys that {@code routes/} uses as <code>{{key}}</code>: declared by that
 * @param cron judges cron expressions
 * @param vendorsIgnored whether addresses and credentials of vendors are left aside ({@code demo} always uses the
 *     sandbox); what was left aside is named by {@link Settings#ignored()}
 */
public record SettingsSources(
        Map<String, String> program,
        Map<String, String> commandLine,
        Map<String, String> environment,
        Optional<Path> file,
        Set<String> usedInRoutes,
        CronCheck cron,
        boolean vendorsIgnored) {

    public SettingsSources {
        program = Map.copyOf(program);
        commandLine = Map.copyOf(commandLine);
        environment = Map.copyOf(environment);
        usedInRoutes = Set.copyOf(usedInRoutes);
    }

    /** No source at all: every key has its default. */
    public static SettingsSources none() {
        return new SettingsSources(Map.of(), Map.of(), Map.of(), Optional.empty(), Set.of(), CronCheck.ANY, false);
    }

    public SettingsSources program(Map<String, String> values) {
        return new SettingsSources(values, commandLine, environment, file, usedInRoutes, cron, vendorsIgnored);
    }

    public SettingsSources commandLine(Map<String, String> values) {
        return new SettingsSources(program, values, environment, file, usedInRoutes, cron, vendorsIgnored);
    }

    public SettingsSources environment(Map<String, String> values) {
        return new SettingsSources(program, commandLine, values, file, usedInRoutes, cron, vendorsIgnored);
    }

    /** The first {@code application.properties} in these directories: the working directory, then the jar's. */
    public SettingsSources fileIn(Path... directories) {
        Optional<Path> found = PropertiesFile.locate(List.of(directories));
        return new SettingsSources(program, commandLine, environment, found, usedInRoutes, cron, vendorsIgnored);
    }

    public SettingsSources usedInRoutes(Set<String> keys) {
        return new SettingsSources(program, commandLine, environment, file, keys, cron, vendorsIgnored);
    }

    public SettingsSources cron(CronCheck check) {
        return new SettingsSources(program, commandLine, environment, file, usedInRoutes, check, vendorsIgnored);
    }

    public SettingsSources ignoringVendors() {
        return new SettingsSources(program, commandLine, environment, file, usedInRoutes, cron, true);
    }
}
