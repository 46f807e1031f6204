package io.outboundroutes.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.outboundroutes.platform.text.PasswordHash;
import io.outboundroutes.platform.text.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    private static final Key<Secret> CLIENT_SECRET = Vendor.GENESYS.keys().clientSecret();

    private final Path directory;

    SettingsTest(@TempDir Path directory) {
        this.directory = directory;
    }

    private SettingsSources file(String... lines) {
        try {
            Files.write(directory.resolve("application.properties"), List.of(lines));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return SettingsSources.none().fileIn(directory);
    }

    private static List<String> problems(SettingsSources sources) {
        ConfigException failure = catchThrowableOfType(ConfigException.class, () -> Settings.load(sources));
        assertThat(failure).as("loading fails").isNotNull();
        return failure.problems().stream().map(ConfigProblem::message).toList();
    }

    @Test
    void withoutAnySourceEveryKeyHasItsDefault() {
        Settings settings = Settings.load(SettingsSources.none());

        assertThat(settings.get(SegmentationKeys.PAGE_SIZE)).isEqualTo(250);
        assertThat(settings.get(CallKeys.RETRY_MAX_WAIT)).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.find(CLIENT_SECRET)).isEmpty();
        assertThat(settings.origin(SegmentationKeys.PAGE_SIZE)).isEqualTo("default");
        assertThat(settings.origin(CLIENT_SECRET)).isEqualTo("not set");
    }

    @Test
    void theStrongestSourceCounts() {
        SettingsSources sources = file("segmentation.page-size=10");
        assertPageSize(sources, 10, "application.properties:1");

        sources = sources.environment(Map.of("SEGMENTATION_PAGE_SIZE", "20"));
        assertPageSize(sources, 20, "environment variable SEGMENTATION_PAGE_SIZE");

        sources = sources.commandLine(Map.of("segmentation.page-size", "30"));
        assertPageSize(sources, 30, "-P");

        sources = sources.program(Map.of("segmentation.page-size", "40"));
        assertPageSize(sources, 40, "this command");
    }

    private static void assertPageSize(SettingsSources sources, int size, String origin) {
        Settings settings = Settings.load(sources);
        assertThat(settings.get(SegmentationKeys.PAGE_SIZE)).isEqualTo(size);
        assertThat(settings.origin(SegmentationKeys.PAGE_SIZE)).isEqualTo(origin);
    }

    @Test
    void anEmptyValueCountsAsNotSet() {
        assertPageSize(
                file("segmentation.page-size=10").environment(Map.of("SEGMENTATION_PAGE_SIZE", " ")),
                10,
                "application.properties:1");
    }

    @Test
    void aSecretIsReadFromTheFileNamedInTheEnvironmentWithoutItsLastLineBreak() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), " from a file \n");
        SettingsSources sources = file("genesys.client-secret=from-properties")
                .environment(Map.of("GENESYS_CLIENT_SECRET_FILE", secret.toString()));

        assertThat(Settings.load(sources).get(CLIENT_SECRET)).isEqualTo(Secret.of(" from a file "));
        assertThat(Settings.load(sources.environment(Map.of(
                                "GENESYS_CLIENT_SECRET_FILE", secret.toString(), "GENESYS_CLIENT_SECRET", "direct")))
                        .get(CLIENT_SECRET))
                .isEqualTo(Secret.of("direct"));
    }

    @Test
    void aSecretFileThatCannotBeReadIsAProblem() {
        String nowhere = directory.resolve("nowhere").toString();

        assertThat(problems(SettingsSources.none().environment(Map.of("GENESYS_CLIENT_SECRET_FILE", nowhere))))
                .containsExactly("genesys.client-secret = '" + nowhere
                        + "' (environment variable GENESYS_CLIENT_SECRET_FILE): the file cannot be read:"
                        + " there is no such file; name a readable UTF-8 file that holds nothing but the value");
    }

    @Test
    void openKeysAreNotReadFromFilesAndThatIsSaid() {
        Settings settings = Settings.load(SettingsSources.none().environment(Map.of("AUDIT_LOG_FILE", "/x")));

        assertThat(settings.warnings())
                .extracting(ConfigProblem::message)
                .containsExactly(
                        "AUDIT_LOG_FILE: is not read: only secrets are taken from a file; set AUDIT_LOG itself");
    }

    @Test
    void all20_aSecretIsRefusedOnTheCommandLineAndNotRepeated() {
        SettingsSources sources = SettingsSources.none()
                .commandLine(Map.of(
                        "genesys.client-secret", "canary-1",
                        "webhook.url", "https://hooks.example.com/?token=canary-2",
                        "store.url", "jdbc:postgresql://db/x?password=canary-3"));

        assertThat(problems(sources))
                .hasSize(3)
                .allSatisfy(message -> assertThat(message)
                        .contains("must not be given on the command line", "_FILE")
                        .doesNotContain("canary"));
    }

    @Test
    void theUserAdminHasOnePassword() {
        String hash = PasswordHash.of("a long enough one".toCharArray()).written();

        assertThat(problems(SettingsSources.none()
                        .environment(Map.of(
                                "CONSOLE_PASSWORD", "another long one", "CONSOLE_USERS", "admin:operator:" + hash))))
                .first(InstanceOfAssertFactories.STRING)
                .contains(
                        "names a user admin, who has a password in console.password already",
                        "leave one of the two out")
                .doesNotContain("another long one");
    }

    @Test
    void addressesWithoutSecretsMayBeGivenOnTheCommandLine() {
        Settings settings = Settings.load(SettingsSources.none()
                .commandLine(Map.of(
                        "webhook.url", "http://127.0.0.1:9999/hook",
                        "store.url", "jdbc:h2:file:./x;AUTO_SERVER=TRUE")));

        assertThat(settings.get(HouseKeys.STORE_URL)).isEqualTo("jdbc:h2:file:./x;AUTO_SERVER=TRUE");
    }

    @Test
    void allProblemsAreToldAtOnceEachWithPlaceValueExpectationAndRemedy() {
        SettingsSources sources = file(
                        "# settings",
                        "segmentation.page-size = 251",
                        "genesys.breaker.open=30",
                        "segmentation.pagesize=9",
                        "engagement.cronn=0 0 * * * ?",
                        "segmentaton.query=x")
                .environment(Map.of("GENESYS_CLENT_ID", "canary", "RETRY_CAP", "soon"))
                .commandLine(Map.of("segmentation.dedupe", "some"));

        assertThat(problems(sources))
                .containsExactlyInAnyOrder(
                        "segmentation.page-size = '251' (application.properties:2): expected a whole number from 1 to"
                                + " 250; for example: 250",
                        "genesys.breaker.open = '30' (application.properties:3): expected a duration above zero such as"
                                + " PT30S, 500ms, 30s, 5m or 2h (a bare number is never one); for example: PT30S",
                        "segmentation.pagesize (application.properties:4): there is no such key; did you mean"
                                + " segmentation.page-size?",
                        "engagement.cronn (application.properties:5): there is no such key; did you mean"
                                + " engagement.cron?",
                        "segmentaton.query (application.properties:6): there is no such key; did you mean"
                                + " segmentation.query?",
                        "GENESYS_CLENT_ID (environment variable): there is no such setting; did you mean"
                                + " GENESYS_CLIENT_ID?",
                        "retry.cap = 'soon' (environment variable RETRY_CAP): expected a duration above zero such as"
                                + " PT30S, 500ms, 30s, 5m or 2h (a bare number is never one); for example: PT30S",
                        "segmentation.dedupe = 'some' (-P): expected one of all, neighbours; for example: all");
    }

    @Test
    void anUnknownKeyFarFromAllOthersNamesTheKeysOfItsGroup() {
        assertThat(problems(file("audit.retention-in-days=3")))
                .containsExactly("audit.retention-in-days (application.properties:1): there is no such key; remove it;"
                        + " the keys of this group are audit.log");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "letter missing,               GENESYS_CLENT_ID,        true",
        "letters changed round,        GENESYS_EVN,             true",
        "secret file misspelt,         WEBHOOK_SECRET_FIL,      true",
        "another word of three,        GENESYS_PAT,             false",
        "another program's,            GENESYS_HOME_DIRECTORY,  false",
        "another prefix,               MYGENESYS_CLENT_ID,      false",
        "not one of the fixed prefixes, RETRY_CAPS,             false",
        "an alias of one of ours,      CXONE_SOURCE_LIST_ID,    false",
    })
    void onlyVariablesMeantForUsStopTheStart(String name, String variable, boolean stops) {
        SettingsSources sources = SettingsSources.none().environment(Map.of(variable, "x"));

        if (stops) {
            assertThat(problems(sources)).singleElement().asString().startsWith(variable);
        } else {
            assertThat(Settings.load(sources).warnings()).isEmpty();
        }
    }

    @Test
    void aVariableWhoseGroupIsMisspeltIsWarnedAboutForItMayBeSomebodyElses() {
        SettingsSources sources = SettingsSources.none().environment(Map.of("SEGMENTATON_PAGE_SIZE", "10"));

        assertThat(Settings.load(sources).warnings())
                .extracting(ConfigProblem::message)
                .singleElement()
                .asString()
                .contains("SEGMENTATON_PAGE_SIZE", "is not read", "did you mean SEGMENTATION_PAGE_SIZE?");
    }

    @Test
    void aMistakenSecretIsNotShown() {
        assertThat(problems(file("genesys.clientsecret=canary-1")
                        .environment(Map.of("WEBHOOK_SECRET", "canary\u00002", "WEBHOOK_URL", "hooks/?x=canary-3"))))
                .hasSize(3)
                .allSatisfy(message -> assertThat(message).doesNotContain("canary"));
    }

    @Test
    void aSecretInTheFileWorksAndIsWarnedAbout() {
        Settings settings = Settings.load(file("genesys.client-secret=canary"));

        assertThat(settings.get(CLIENT_SECRET).reveal()).isEqualTo("canary");
        assertThat(settings.warnings())
                .extracting(ConfigProblem::message)
                .singleElement()
                .asString()
                .contains("application.properties:1", "GENESYS_CLIENT_SECRET_FILE")
                .doesNotContain("canary");
    }

    @Test
    void aKeySetTwiceIsWarnedAboutAndTheLastOneCounts() {
        Settings settings = Settings.load(file("retry.max-attempts=3", "retry.max-attempts=4"));

        assertThat(settings.get(CallKeys.RETRY_MAX_ATTEMPTS)).isEqualTo(4);
        assertThat(settings.warnings())
                .extracting(ConfigProblem::expected)
                .containsExactly("is set twice with different values, in lines 1 and 2; the last one counts");
    }

    @Test
    void aKeySetTwiceAlikeIsWarnedAboutToo() {
        assertThat(Settings.load(file("retry.max-attempts=3", "retry.max-attempts=3"))
                        .warnings())
                .extracting(ConfigProblem::expected)
                .containsExactly("is set twice, in lines 1 and 2; the last one counts");
    }

    @Test
    void sta3_unitsAreSetByMetricInTheFileOnTheCommandLineAndInTheEnvironment() {
        Settings settings = Settings.load(file("statistics.units.handleTime=ms", "statistics.units.waitTime=s")
                .commandLine(Map.of("statistics.units.score", "percent"))
                .environment(Map.of("STATISTICS_UNITS_WAITTIME", "ms", "STATISTICS_UNITS_HOLDTIME", "s")));

        assertThat(settings.members(StatisticsKeys.UNITS))
                .isEqualTo(Map.of("handleTime", "ms", "waitTime", "ms", "score", "percent", "holdtime", "s"));
        assertThat(Settings.load(SettingsSources.none()).members(StatisticsKeys.UNITS))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a unit that is none,      statistics.units.handleTime=hours, expected one of fraction",
        "a name that is none,      statistics.units.9=ms,             there is no such key",
        "no name,                  statistics.units.=ms,              there is no such key",
        "the family by itself,     statistics.units=ms,               there is no such key"
    })
    void sta3_aUnitOrAMetricThatCannotBeIsRefused(String name, String line, String problem) {
        assertThat(problems(file(line))).singleElement().asString().contains(problem);
    }

    @Test
    void camelsKeysPassThroughUntouched() {
        Settings settings = Settings.load(file("camel.main.name=x", "my.greeting=hello"));

        assertThat(settings.asProperties())
                .containsEntry("camel.main.name", "x")
                .containsEntry("my.greeting", "hello");
    }

    @Test
    void aKeyUsedInRoutesIsDeclaredByThatAndReadFromTheEnvironmentToo() {
        Settings settings = Settings.load(file("segmentation.my-threshold=1")
                .usedInRoutes(Set.of("segmentation.my-threshold", "recycle.after"))
                .environment(Map.of("RECYCLE_AFTER", "P1D")));

        assertThat(settings.asProperties())
                .containsEntry("segmentation.my-threshold", "1")
                .containsEntry("recycle.after", "P1D");
    }

    @Test
    void all16_routesCannotAskForSecrets() {
        assertThat(problems(SettingsSources.none().usedInRoutes(Set.of("genesys.client-secret"))))
                .singleElement()
                .asString()
                .contains("{{genesys.client-secret}}");
    }

    @Test
    void all16_placeholdersHoldDefaultsButNoSecretsAndNoAddressesThatMayHoldOne() {
        Settings settings = Settings.load(SettingsSources.none()
                .environment(Map.of(
                        "GENESYS_CLIENT_SECRET", "canary-1",
                        "WEBHOOK_URL", "https://u:canary-2@h/?t=canary-3",
                        "STORE_URL", "jdbc:postgresql://h/x?password=canary-4")));

        assertThat(settings.asProperties()).containsEntry("segmentation.page-size", "250");
        assertThat(settings.asProperties().toString()).doesNotContain("canary");
        assertThat(settings.describe().toString()).doesNotContain("canary");
        assertThat(settings.describe())
                .contains(new Setting(
                        "genesys.client-secret",
                        "***",
                        "environment variable GENESYS_CLIENT_SECRET",
                        "Secret of the OAuth client"))
                .extracting(Setting::shown)
                .contains("https://***@h/?***", "jdbc:postgresql://h/x?password=***");
    }

    @Test
    void describingMasksForeignKeysByTheirName() {
        Settings settings = Settings.load(file("camel.ssl.keystorePassword=canary", "camel.main.name=x"));

        assertThat(settings.describe())
                .contains(new Setting("camel.ssl.keystorePassword", "***", "application.properties:1", ""))
                .contains(new Setting("camel.main.name", "x", "application.properties:2", ""));
    }

    @Test
    void cronExpressionsAreJudgedByTheGivenCheck() {
        SettingsSources sources = file("segmentation.cron=61 * * * * ?")
                .cron(expression ->
                        expression.startsWith("61") ? Optional.of("second 61 does not exist") : Optional.empty());

        assertThat(problems(sources))
                .containsExactly("segmentation.cron = '61 * * * * ?' (application.properties:1): expected a Quartz cron"
                        + " expression, but second 61 does not exist; for example: 0 0 * * * ?");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "base beyond this machine,  genesys.base-url,         http://genesys.example.com,   true",
        "token beyond,              cxone.token-url,          http://10.0.0.7/token,        true",
        "webhook beyond,            webhook.url,              http://hooks.example.com,     true",
        "workflow's webhook,        segmentation.webhook-url, http://hooks.example.com,     true",
        "loopback in a name,        webhook.url,              http://127.0.0.1.example.com, true",
        "localhost in a name,       webhook.url,              http://localhost.example.com, true",
        "any address,               webhook.url,              http://0.0.0.0,               true",
        "loopback address,          genesys.base-url,         http://127.0.0.1:8089,        false",
        "loopback net,              genesys.base-url,         http://127.8.9.1,             false",
        "loopback name,             webhook.url,              http://LocalHost:1/x,         false",
        "loopback IPv6,             webhook.url,              http://[::1]:1/x,             false",
        "https beyond,              webhook.url,              https://hooks.example.com,    false",
    })
    void all19_plainHttpBeyondThisMachineIsRefusedUnlessAllowed(
            String name, String key, String address, boolean refused) {
        SettingsSources sources = file(key + "=" + address);

        if (refused) {
            assertThat(problems(sources)).singleElement().asString().contains(key, "allow-insecure-http=true");
        } else {
            assertThat(Settings.load(sources).warnings()).isEmpty();
        }
        assertThat(Settings.load(sources.commandLine(Map.of("allow-insecure-http", "true")))
                        .warnings())
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "cap below base,          retry.cap=PT0.5S,           retry.base",
        "minimum above window,    genesys.breaker.minimum=21, genesys.breaker.minimum",
    })
    void valuesMustFitEachOther(String name, String line, String reported) {
        assertThat(problems(file(line))).singleElement().asString().startsWith(reported);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            source and target are one   | engagement.source-list-id=a | engagement.target-list-id=a      | engagement.target-list-id
            posted to the source        | engagement.source-list-id=a | engagement.destination-list-id=a | engagement.destination-list-id
            qualified elsewhere         | engagement.mode=qualified   | engagement.destination-list-id=a | engagement.destination-list-id
            threshold above the highest | engagement.min-score=80.5   | engagement.max-score=80          | engagement.min-score
            """)
    void eng2_listsAndScoresMustFitEachOther(String name, String one, String other, String reported) {
        assertThat(problems(file(one, other))).singleElement().asString().startsWith(reported);
        assertThat(Settings.load(file(other)).warnings()).isEmpty();
    }

    @Test
    void vendorsAreLeftAsideOnRequestAndNamed() {
        SettingsSources sources = file("genesys.env=acme", "genesys.rate-limit=7/1s")
                .environment(Map.of(
                        "CXONE_CLIENT_SECRET_FILE", "/nowhere", "GENESYS_CLIENT_ID", "x", "CXONE_SOURCE_LIST_ID", "x"))
                .ignoringVendors();

        Settings settings = Settings.load(sources);

        assertThat(settings.ignored())
                .containsExactlyInAnyOrder(
                        "genesys.env (application.properties:1)",
                        "CXONE_CLIENT_SECRET_FILE",
                        "GENESYS_CLIENT_ID",
                        "CXONE_SOURCE_LIST_ID");
        assertThat(settings.find(Vendor.GENESYS.keys().address())).isEmpty();
        assertThat(settings.get(Vendor.GENESYS.keys().rateLimit()).permits()).isEqualTo(7);
    }
}
