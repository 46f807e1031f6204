package io.outboundroutes.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VendorAddressTest {

    private static Settings settings(String... keysAndValues) {
        Map<String, String> environment = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            environment.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return Settings.load(SettingsSources.none().environment(environment));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "name without a dot,  GENESYS, acme,                       https://acme.mypurecloud.com",
        "region with dashes,  GENESYS, us-east-1,                  https://us-east-1.mypurecloud.com",
        "host with a dot,     GENESYS, api.mypurecloud.de,         https://api.mypurecloud.de",
        "https and a slash,   GENESYS, https://api.usw2.pure.cloud/, https://api.usw2.pure.cloud",
        "http becomes https,  GENESYS, http://acme,                https://acme.mypurecloud.com",
        "two slashes,         GENESYS, api.mypurecloud.de//,       https://api.mypurecloud.de",
        "capitals,            GENESYS, HTTPS://API.MyPureCloud.de, https://api.mypurecloud.de",
        "spaces around,       GENESYS, '  acme  ',                 https://acme.mypurecloud.com",
        "CXone host,          CXONE,   https://api-na1.niceincontact.com/, https://api-na1.niceincontact.com",
        "CXone without a dot, CXONE,   cxone,                      https://cxone",
    })
    void all21_aNameBecomesAnHttpsAddress(String name, Vendor vendor, String written, String base) {
        VendorAddress address =
                VendorAddress.of(vendor, settings(vendor.keys().address().environmentName(), written));

        assertThat(address).isEqualTo(new VendorAddress(URI.create(base), URI.create(base + "/oauth/token")));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "port,      api.mypurecloud.de:8443",
        "path,      api.mypurecloud.de/api",
        "user,      user:canary@api.mypurecloud.de",
        "query,     api.mypurecloud.de?canary",
        "space,     my org",
        "empty label, api..de",
        "dash first, -acme",
        "only a scheme, https://",
    })
    void all21_aNameIsNothingButAName(String name, String written) {
        assertThatThrownBy(() -> VendorAddress.of(Vendor.GENESYS, settings("GENESYS_ENV", written)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("genesys.env (environment variable GENESYS_ENV)")
                .hasMessageContaining("GENESYS_BASE_URL")
                .hasMessageNotContaining("canary");
    }

    @Test
    void all21_aBaseUrlWinsAndMaySayHttp() {
        Settings settings = settings("GENESYS_ENV", "acme", "GENESYS_BASE_URL", "http://127.0.0.1:8089/genesys/");

        VendorAddress address = VendorAddress.of(Vendor.GENESYS, settings);

        assertThat(address.base()).isEqualTo(URI.create("http://127.0.0.1:8089/genesys"));
        assertThat(address.token()).isEqualTo(URI.create("http://127.0.0.1:8089/genesys/oauth/token"));
        assertThat(address.host()).isEqualTo("127.0.0.1:8089");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "https://API.MyPureCloud.de,     api.mypurecloud.de",
        "https://api.mypurecloud.de:443, api.mypurecloud.de",
        "HTTPS://api.mypurecloud.de:443, api.mypurecloud.de",
        "http://127.0.0.1:80,            127.0.0.1",
        "http://127.0.0.1:443,           127.0.0.1:443"
    })
    void con5_all21_oneHostHasOneNameSoThatWhatIsRememberedOfItIsFound(String baseUrl, String host) {
        assertThat(VendorAddress.of(Vendor.GENESYS, settings("GENESYS_BASE_URL", baseUrl))
                        .host())
                .isEqualTo(host);
    }

    @Test
    void all21_aTokenUrlWinsOverTheOneBesideTheBase() {
        Settings settings = settings(
                "GENESYS_ENV", "api.mypurecloud.de", "GENESYS_TOKEN_URL", "https://login.mypurecloud.de/oauth/token");

        VendorAddress address = VendorAddress.of(Vendor.GENESYS, settings);

        assertThat(address.base()).isEqualTo(URI.create("https://api.mypurecloud.de"));
        assertThat(address.token()).isEqualTo(URI.create("https://login.mypurecloud.de/oauth/token"));
        assertThat(address.host()).isEqualTo("api.mypurecloud.de");
    }

    @Test
    void all21_aBaseUrlEndsBeforeTheApisPaths() {
        Settings settings = settings("CXONE_BASE_URL", "https://api-na1.niceincontact.com/api/v2/");

        assertThatThrownBy(() -> VendorAddress.of(Vendor.CXONE, settings))
                .hasMessageContaining("cxone.base-url = 'https://api-na1.niceincontact.com/api/v2/'")
                .hasMessageContaining("leave /api/v2 out");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "user info, https://canary:canary@h.example",
        "query,     https://h.example?canary",
        "fragment,  https://h.example#canary",
    })
    void all21_aBaseUrlIsNothingButAnAddress(String name, String written) {
        assertThatThrownBy(() -> settings("GENESYS_BASE_URL", written))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("genesys.base-url");
    }

    @Test
    void all21_nothingSetNamesEverythingToSet() {
        List<ConfigProblem> problems = settings().vendorProblems(Vendor.GENESYS);

        assertThat(problems)
                .extracting(ConfigProblem::message)
                .containsExactly(
                        "genesys.env: nothing says where Genesys Cloud is, and no region is assumed; set GENESYS_ENV (or"
                                + " genesys.env in application.properties), for example api.mypurecloud.de; or"
                                + " GENESYS_BASE_URL for a whole address",
                        "genesys.client-id: is not set, and Genesys Cloud lets nobody in without it; set"
                                + " GENESYS_CLIENT_ID (or genesys.client-id in application.properties), for example"
                                + " 5f0c2d6e-0000-4000-8000-000000000000",
                        "genesys.client-secret: is not set, and Genesys Cloud lets nobody in without it; set"
                                + " GENESYS_CLIENT_SECRET, or GENESYS_CLIENT_SECRET_FILE to the path of a file with it");
    }

    @Test
    void aCompleteConnectionHasNoProblem() {
        Settings settings =
                settings("CXONE_DOMAIN", "x.example", "CXONE_CLIENT_ID", "id", "CXONE_CLIENT_SECRET", "secret");

        assertThat(settings.vendorProblems(Vendor.CXONE)).isEmpty();
    }
}
