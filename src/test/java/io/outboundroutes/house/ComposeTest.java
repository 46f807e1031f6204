package io.outboundroutes.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.app.cli.OutboundRoutes;
import io.outboundroutes.platform.config.Keys;
import io.outboundroutes.sandbox.list.ContactLists;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import picocli.CommandLine;

/** compose.yaml read without an engine: what it names exists, and nothing is left open by default. */
class ComposeTest {

    private static final Path FILE = Path.of("compose.yaml");
    private static final List<String> NODES = List.of("node-1", "node-2");
    private static final Pattern REQUIRED = Pattern.compile("\\$\\{[A-Z_]+:\\?[^}]+}");
    private static final Pattern VARIABLE = Pattern.compile("(?<!\\$)\\$\\{([^}]*)}");

    private final String text = read();
    private final Map<?, ?> compose = map(new Load(LoadSettings.builder().build()).loadFromString(text));

    private static String read() {
        try {
            return Files.readString(FILE, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void itIsPostgresqlTheSandboxAndTwoNodes() {
        assertThat(services().keySet()).containsExactlyInAnyOrder("postgres", "sandbox", "node-1", "node-2");
        System.out.println("house: compose.yaml with the services " + services().keySet());
    }

    @Test
    void foreignImagesArePinnedAndOursAreBuilt() {
        services().forEach((name, service) -> {
            if (name.equals("postgres")) {
                assertThat(text(service, "image")).matches("postgres:[0-9]+\\.[0-9]+");
            } else {
                assertThat(text(service, "build")).as(name).isEqualTo(".");
            }
        });
    }

    @Test
    void everyServiceIsHealthCheckedAndNodesAreReadyOnlyWithTheirStore() {
        services()
                .forEach((name, service) -> assertThat(
                                map(service.get("healthcheck")).get("test"))
                        .as(name)
                        .isInstanceOf(List.class));
        for (String node : NODES) {
            assertThat(map(service(node).get("healthcheck")).get("test").toString())
                    .contains("GET /observe/health/ready ");
            Map<?, ?> first = map(service(node).get("depends_on"));
            assertThat(first).hasSize(2);
            assertThat(services().keySet()).containsAll(strings(first.keySet()));
            assertThat(first.values()).allMatch(on -> map(on).equals(Map.of("condition", "service_healthy")));
        }
    }

    @Test
    void everyVariableOfANodeIsASettingAndItsValueIsReadable() {
        Set<String> settings = Keys.ALL.stream()
                .flatMap(key -> Stream.concat(Stream.of(key.environmentName()), key.aliases().stream()))
                .collect(Collectors.toSet());
        Map<String, String> wrong = new TreeMap<>();
        for (String node : NODES) {
            map(service(node).get("environment")).forEach((name, value) -> {
                if (!settings.contains(name.toString())) {
                    wrong.put(name.toString(), "no setting");
                } else if (!(value instanceof String)) {
                    wrong.put(name.toString(), "quote it: YAML takes it for " + value.getClass());
                }
            });
        }
        assertThat(wrong).isEmpty();
        assertThat(environment("node-1")).isEqualTo(environment("node-2"));
        assertThat(environment("node-1"))
                .containsEntry("CXONE_SOURCE_LIST_ID", ContactLists.SOURCE)
                .containsEntry("CXONE_TARGET_LIST_ID", ContactLists.TARGET);
    }

    @Test
    void bothNodesShareStoreAndInboxAndHaveAnAuditTrailEach() {
        assertThat(environment("node-1").get("STORE_URL"))
                .isEqualTo("jdbc:postgresql://postgres:5432/"
                        + environment("postgres").get("POSTGRES_DB"));
        assertThat(environment("node-1").get("STORE_USER"))
                .isEqualTo(environment("postgres").get("POSTGRES_USER"));
        List<String> one = list("node-1", "volumes");
        List<String> two = list("node-2", "volumes");
        assertThat(one).contains("inbox:/app/inbox");
        assertThat(two).contains("inbox:/app/inbox");
        assertThat(one.stream().filter(volume -> volume.endsWith(":/app/data")))
                .hasSize(1)
                .noneMatch(two::contains);
        Set<String> mounted = services().keySet().stream()
                .filter(name -> service(name).containsKey("volumes"))
                .flatMap(name -> list(name, "volumes").stream())
                .map(volume -> volume.substring(0, volume.indexOf(':')))
                .collect(Collectors.toSet());
        assertThat(strings(map(compose.get("volumes")).keySet())).isEqualTo(mounted);
    }

    @Test
    void all16_noPasswordStandsInItAndNoneIsLeftOut() {
        services()
                .keySet()
                .forEach(name -> environment(name).forEach((variable, value) -> {
                    // The sandbox's client is known to everybody.
                    if (variable.endsWith("PASSWORD")
                            || (variable.endsWith("SECRET") && !value.equals("sandbox-secret"))) {
                        assertThat(value).as(name + " " + variable).matches(REQUIRED);
                    }
                }));
        assertThat(VARIABLE.matcher(text).results())
                .hasSizeGreaterThan(2)
                .allMatch(found -> found.group(1).contains(":?"));
    }

    @Test
    void all20_nothingIsPublishedBeyondTheHostsLoopback() {
        services().forEach((name, service) -> {
            if (service.containsKey("ports")) {
                assertThat(list(name, "ports")).as(name).allMatch(port -> port.startsWith("127.0.0.1:"));
            }
        });
        assertThat(services().get("postgres").containsKey("ports")).isFalse();
        assertThat(services().get("sandbox").containsKey("ports")).isFalse();
    }

    @Test
    void theSandboxsCommandIsOneOfTheProgram() {
        List<String> command = list("sandbox", "command");
        CommandLine.ParseResult parsed =
                new CommandLine(new OutboundRoutes()).parseArgs(command.toArray(String[]::new));
        assertThat(parsed.subcommand().commandSpec().name()).isEqualTo("sandbox");
        String port = command.get(command.indexOf("--port") + 1);
        assertThat(environment("node-1").get("GENESYS_BASE_URL")).isEqualTo("http://sandbox:" + port);
        assertThat(map(service("sandbox").get("healthcheck")).get("test").toString())
                .contains("/dev/tcp/127.0.0.1/" + port + " ");
    }

    @Test
    void dollarsOfAHealthCheckAreForItsShell() {
        services()
                .keySet()
                .forEach(name -> assertThat(map(service(name).get("healthcheck"))
                                .get("test")
                                .toString()
                                .replace("$$", ""))
                        .as(name)
                        .doesNotContain("$"));
    }

    private Map<String, Map<?, ?>> services() {
        Map<String, Map<?, ?>> services = new TreeMap<>();
        map(compose.get("services")).forEach((name, service) -> services.put(name.toString(), map(service)));
        return services;
    }

    private Map<?, ?> service(String name) {
        return services().get(name);
    }

    private Map<String, String> environment(String name) {
        Map<String, String> variables = new TreeMap<>();
        if (service(name).get("environment") instanceof Map<?, ?> environment) {
            environment.forEach((variable, value) -> variables.put(variable.toString(), value.toString()));
        }
        return variables;
    }

    private List<String> list(String service, String field) {
        return ((List<?>) service(service).get(field))
                .stream().map(String::valueOf).toList();
    }

    private static Set<String> strings(Set<?> values) {
        return values.stream().map(String::valueOf).collect(Collectors.toSet());
    }

    private static String text(Map<?, ?> map, String field) {
        return String.valueOf(map.get(field));
    }

    private static Map<?, ?> map(Object value) {
        return (Map<?, ?>) value;
    }
}
