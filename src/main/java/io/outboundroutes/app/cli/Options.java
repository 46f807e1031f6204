package io.outboundroutes.app.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Options of every command. */
final class Options {

    @Option(
            names = "-P",
            paramLabel = "key=value",
            description =
                    "Overrides a setting of application.properties, also against the environment; never for secrets.")
    Map<String, String> overrides = new LinkedHashMap<>();

    @Option(names = "--verbose", description = "Logs more, and shows stack traces.")
    boolean verbose;

    /** Takes on what was given further to the left; what stands here wins. */
    Options after(Options before) {
        Map<String, String> own = new LinkedHashMap<>(overrides);
        overrides.clear();
        overrides.putAll(before.overrides);
        overrides.putAll(own);
        verbose |= before.verbose;
        return this;
    }
}
