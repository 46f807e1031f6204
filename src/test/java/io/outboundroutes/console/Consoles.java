package io.outboundroutes.console;

import io.outboundroutes.platform.config.Role;
import io.outboundroutes.platform.text.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Consoles and contexts for the tests. */
final class Consoles {

    static final String PASSWORD = "right-password-1";
    static final Health WELL =
            new Health(true, Set.of(), Map.of("genesys", new Health.VendorHealth("closed", "granted", false)));
    /** What it is made to tell as metrics. */
    static final String FIGURES = "outbound_figures_total 1.0\n";

    private static final String ROUTES = """
            - route:
                id: look-at-me
                description: Shows in the console what it is for
                from:
                  uri: direct:look-at-me
                  steps:
                    - setBody:
                        id: answer
                        constant: seen
            """;

    private Consoles() {}

    static CamelContext camel(String name) throws Exception {
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.getCamelContextExtension().setName(name);
        PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("console.camel.yaml", ROUTES));
        camel.start();
        return camel;
    }

    static Console start(ConsoleSettings settings, CamelContext camel, Supplier<Health> health) {
        return start(settings, camel, health, (user, role, on, operation) -> {});
    }

    static Console start(ConsoleSettings settings, CamelContext camel, Supplier<Health> health, ActionTrail trail) {
        return Console.start(settings, new Watched(camel, health, () -> FIGURES, trail, Map.of()));
    }

    static ConsoleSettings onAnyPort() {
        return settings(0, "127.0.0.1");
    }

    static ConsoleSettings settings(int port, String bind) {
        return with(port, bind, List.of(ConsoleUser.admin(Secret.of(PASSWORD))));
    }

    /** With metrics for nobody. */
    static ConsoleSettings with(int port, String bind, List<ConsoleUser> users) {
        return new ConsoleSettings(port, bind, users, Duration.ofMinutes(30), MetricsAccess.NOBODY);
    }

    /** Somebody with a password that is compared as it is, which takes no time. */
    static ConsoleUser user(String name, String password, Role role) {
        return new ConsoleUser(name, typed -> password.equals(new String(typed)), role);
    }
}
