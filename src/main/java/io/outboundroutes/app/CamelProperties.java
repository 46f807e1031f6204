package io.outboundroutes.app;

import io.outboundroutes.platform.config.CallKeys;
import io.outboundroutes.platform.config.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What Camel is told: our settings for its placeholders, and the options that the house relies on. Stateless. */
final class CamelProperties {

    private CamelProperties() {}

    static Map<String, String> of(Settings settings) {
        Map<String, String> properties = new LinkedHashMap<>();
        // A sender to a route that is not there fails at once instead of waiting 30 s.
        properties.put("camel.component.direct.block", "false");
        // Camel has a component for each of them, and options of one mean nothing to the other.
        for (String component : List.of("http", "https")) {
            http("camel.component." + component, settings, properties);
        }
        properties.put("camel.main.jmx-management-register-routes-create-by-kamelet", "true");
        properties.put("camel.main.jmx-management-register-routes-create-by-template", "true");
        // Serving starts it: a command line with one run must not fire schedules.
        properties.put("camel.component.quartz.auto-start-scheduler", "false");
        properties.put("camel.main.shutdown-timeout", "30");
        // Settings are read once, by us: an environment variable must not override -P a second time.
        properties.put("camel.component.properties.environment-variable-mode", "0");
        properties.put("camel.component.properties.system-properties-mode", "0");
        properties.putAll(settings.asProperties());
        return properties;
    }

    private static void http(String component, Settings settings, Map<String, String> properties) {
        // HttpClient repeats 429 and 503 by itself, POST included, past throttle, breaker and audit.
        properties.put(component + ".automatic-retries-disabled", "true");
        properties.put(component + ".cookie-management-disabled", "true");
        properties.put(
                component + ".connect-timeout",
                Long.toString(settings.get(CallKeys.HTTP_CONNECT_TIMEOUT).toMillis()));
        properties.put(
                component + ".connection-request-timeout",
                Long.toString(settings.get(CallKeys.HTTP_CALL_TIMEOUT).toMillis()));
        String pool = settings.get(CallKeys.HTTP_POOL).toString();
        properties.put(component + ".max-total-connections", pool);
        properties.put(component + ".connections-per-route", pool);
    }
}
