package io.outboundroutes.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that say more, or other things, than the REST API knows: nothing of them is passed over in silence. */
@Timeout(120)
class RestApiStrictTest {

    @TempDir
    static Path folder;

    private static SandboxServer sandbox;
    private static TestHouse house;
    private static RestApi api;

    @BeforeAll
    static void open() {
        sandbox = SandboxServer.start(SandboxOptions.defaults().withContacts(0));
        house = TestHouse.open(sandbox, folder, Map.of("contacts.enabled", "true"));
        api = RestApi.open(house);
    }

    @AfterAll
    static void close() {
        api.close();
        house.close();
        sandbox.close();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | /workflows/external-contacts/runs?dryrun=true | dryrun: no such parameter; did you mean dryRun?",
                "POST | /workflows/external-contacts/runs?DRYRUN=true | DRYRUN: no such parameter; did you mean dryRun?",
                "POST | /workflows/external-contacts/runs?dryRun=true&dryRun=false | dryRun: expected once, and came more often.",
                "POST | /workflows/external-contacts/runs?dryRun=true&dry%52un=true | dryRun: expected once, and came more often.",
                "POST | /workflows/external-contacts/runs/?agian=true | agian: no such parameter; did you mean again?",
                "POST | /runs/x/replay?rejcted=true | rejcted: no such parameter; did you mean rejected?",
                "GET | /runs?lst=2 | lst: no such parameter; did you mean last?",
                "GET | /runs?status=FAILED | There is a parameter that this does not know; it takes last, workflow.",
                "GET | /runs?Jane+Roe=1 | There is a parameter that this does not know; it takes last, workflow.",
                "GET | /openapi.json?x | There is a parameter, and this takes none.",
            })
    void aParameterThatIsNotKnownOrThereTwiceIsRefused(String method, String path, String detail) throws Exception {
        RestApi.Answer answer = api.send(api.request("/api" + path)
                .header("Authorization", "Bearer " + RestApi.OPERATOR)
                .method(method, HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.problem()).isEqualTo("400 bad-parameter");
        assertThat(answer.json().get("detail")).isEqualTo(detail);
        assertThat(house.house().store().history().runs(null, 9)).isEmpty();
    }

    /** Whatever is asked, by the very document that tells what there is. */
    @Test
    void noOperationTakesAParameterThatItsDocumentDoesNotTell() throws Exception {
        Map<?, ?> paths = (Map<?, ?>) api.get("/api/openapi.json").json().get("paths");
        assertThat(paths.size()).isGreaterThan(10);
        for (Map.Entry<?, ?> path : paths.entrySet()) {
            for (Map.Entry<?, ?> operation : ((Map<?, ?>) path.getValue()).entrySet()) {
                String known = known((Map<?, ?>) operation.getValue());
                String method = String.valueOf(operation.getKey()).toUpperCase(Locale.ROOT);
                String address = "/api" + String.valueOf(path.getKey()).replace("{id}", "none");
                for (String query : List.of("nonesuch=1", known + "=true&" + known + "=true")) {
                    RestApi.Answer answer = api.send(api.request(address + "?" + query)
                            .header("Authorization", "Bearer " + RestApi.OPERATOR)
                            .method(method, HttpRequest.BodyPublishers.noBody()));
                    assertThat(answer.problem()).as(method + address + query).isEqualTo("400 bad-parameter");
                }
            }
        }
        assertThat(house.house().desk().halts()).isEmpty();
    }

    private static String known(Map<?, ?> operation) {
        List<?> parameters = operation.get("parameters") instanceof List<?> list ? list : List.of();
        return parameters.stream()
                .map(each -> (Map<?, ?>) each)
                .filter(each -> "query".equals(each.get("in")))
                .map(each -> String.valueOf(each.get("name")))
                .findFirst()
                .orElse("none");
    }
}
