package io.outboundroutes.platform.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shipped {@code application.properties} says what the declarations say.
 *
 * <p>After a change of the keys, {@code mvn test -Dtest=ShippedPropertiesTest -Dshipped.write=true} writes it anew; read
 * the difference before committing it.
 */
class ShippedPropertiesTest {

    private static final Path SHIPPED = Path.of("application.properties");
    private static final String HEAD = """
            # Settings of outbound-routes. Every key there is, with its default; a line counts once its # is taken away.
            #
            # Strongest first: -P key=value (never for secrets), environment variables, files named by <KEY>_FILE (secrets),
            # this file, the default. The environment variable of a key is its name in capitals with _ for . and -.
            # An empty value counts as not set. Durations carry their unit (PT30S, 30s, 5m, 2h); a bare number is none.
            # Secrets belong into the environment or into a file named by it, not in here.
            # Keys of Camel itself (camel.*) may be added and are handed on as they are.
            """;

    @Test
    void everyKeyIsDocumentedWithItsDeclaredDefault() throws IOException {
        String declared = render();
        if (Boolean.getBoolean("shipped.write")) {
            Files.writeString(SHIPPED, declared);
        }

        assertThat(Files.readString(SHIPPED)).isEqualTo(declared);
        assertThat(Keys.ALL).as("keys looked at").hasSizeGreaterThan(50);
    }

    @Test
    void theShippedFileAndEveryDocumentedDefaultLoadWithoutAProblem(@TempDir Path directory) throws IOException {
        assertThat(Settings.load(SettingsSources.none().fileIn(Path.of(""))).warnings())
                .isEmpty();

        String active = Files.readAllLines(SHIPPED).stream()
                .map(line -> line.startsWith("#") && !line.startsWith("# ") ? line.substring(1) : line)
                .collect(Collectors.joining("\n"));
        Files.writeString(directory.resolve("application.properties"), active);
        Settings settings = Settings.load(SettingsSources.none().fileIn(directory));
        Settings defaults = Settings.load(SettingsSources.none());

        assertThat(settings.warnings()).isEmpty();
        assertThat(settings.asProperties()).isEqualTo(defaults.asProperties());
        assertThat(settings.vendorProblems(Vendor.GENESYS))
                .extracting(ConfigProblem::key)
                .containsExactly("genesys.env", "genesys.client-id", "genesys.client-secret");
    }

    @Test
    void everyKeyIsDescribedAndItsExamplePasses() {
        assertThat(Keys.ALL).allSatisfy(key -> {
            assertThat(key.description()).isNotBlank();
            assertThat(key.example()).isNotBlank();
            assertThat(key.type().parse(key.example())).isNotNull();
        });
    }

    @Test
    void keysAndTheirEnvironmentNamesAreUniqueAndSecretsHaveNoDefault() {
        Set<String> names = new HashSet<>();
        assertThat(Keys.ALL).allSatisfy(key -> {
            assertThat(names.add(key.environmentName())).as(key.name()).isTrue();
            assertThat(key.name()).matches("[a-z]+([.-][a-z0-9]+)*");
            if (key.secret()) {
                assertThat(key.defaultText()).isNull();
            } else {
                assertThat(SettingsLoader.soundsSecret(key.name()) && key.type() == Types.TEXT)
                        .as("a text that sounds secret: " + key.name())
                        .isFalse();
            }
        });
    }

    @Test
    void theNamesTheGuidesAndTheDesignFixAreThere() {
        Set<String> fixed = new HashSet<>(Arrays.asList(
                "GENESYS_ENV GENESYS_CLIENT_ID GENESYS_CLIENT_SECRET CXONE_DOMAIN CXONE_CLIENT_ID CXONE_CLIENT_SECRET"
                        .concat(
                                " GENESYS_BASE_URL GENESYS_TOKEN_URL CXONE_BASE_URL CXONE_TOKEN_URL GENESYS_API CXONE_API")
                        .concat(" WEBHOOK_URL WEBHOOK_SECRET AUDIT_LOG STORE_URL SEGMENTATION_QUERY")
                        .concat(" SEGMENTATION_ATTRIBUTES CXONE_SOURCE_LIST_ID CXONE_TARGET_LIST_ID")
                        .concat(" CXONE_MIN_ENGAGEMENT_SCORE")
                        .concat(" STATISTICS_CAMPAIGNS STATISTICS_METRICS STATISTICS_WINDOW")
                        .split(" ")));

        assertThat(Keys.ALL.stream()
                        .flatMap(key -> Stream.concat(Stream.of(key.environmentName()), key.aliases().stream())))
                .containsAll(fixed);
    }

    private static String render() {
        StringBuilder text = new StringBuilder(HEAD);
        String group = "";
        for (Key<?> key : Keys.ALL) {
            String first = key.name().replaceFirst("\\..*", "");
            if (!first.equals(group)) {
                group = first;
                text.append("\n# ---- ").append(group).append(" ----\n");
            }
            text.append("\n# ").append(key.description()).append('\n');
            if (!key.unit().isEmpty()) {
                text.append("#   unit:        ").append(key.unit()).append('\n');
            }
            String value = key.defaultText() == null ? "" : key.defaultText();
            text.append("#   default:     ").append(value.isEmpty() ? "none" : value);
            text.append("\n#   example:     ").append(key.example());
            text.append("\n#   environment: ").append(key.environmentName());
            if (key.exposure() != Exposure.OPEN) {
                text.append(" or ").append(key.fileEnvironmentName());
            }
            key.aliases().forEach(alias -> text.append(" or ").append(alias));
            text.append("\n#").append(key.name()).append('=').append(value).append('\n');
            if (Keys.ALL.indexOf(key) == lastOf(group)) {
                String finished = group;
                Keys.FAMILIES.stream()
                        .filter(family -> family.prefix().startsWith(finished + "."))
                        .forEach(family -> text.append(render(family)));
            }
        }
        return text.toString();
    }

    private static int lastOf(String group) {
        int last = -1;
        for (int i = 0; i < Keys.ALL.size(); i++) {
            last = Keys.ALL.get(i).name().startsWith(group + ".") ? i : last;
        }
        return last;
    }

    /** Comments only: a member has no default that could stand here. */
    private static String render(KeyFamily<?> family) {
        String any = "<" + family.member() + ">";
        return "\n# " + family.description() + "\n#   key:         " + family.prefix() + any
                + "\n#   unit:        " + family.unit() + "\n#   default:     none"
                + "\n#   example:     " + family.prefix() + family.exampleMember() + "=" + family.example()
                + "\n#   environment: " + Key.environmentName(family.prefix())
                + any.toUpperCase(Locale.ROOT) + "\n";
    }
}
