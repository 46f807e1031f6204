package io.outboundroutes.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdviceTest {

    private static final String TABLE = """
            token          | 302 | no secret reaches another host; check GENESYS_TOKEN_URL
            token          | 400 | genesys.token-style
            token          | 401 | GENESYS_CLIENT_ID and GENESYS_CLIENT_SECRET
            token          | 403 | may not ask for tokens
            token          | 404 | check GENESYS_TOKEN_URL
            token          | 429 | Too many tokens
            query-contacts | 400 | Check segmentation.query
            query-contacts | 401 | lacks the scope a:scope
            query-contacts | 403 | explicit scope assignment; give it a:scope
            query-contacts | 429 | typically to 100 requests per second
            create-segment | 400 | try it as a contact query first
            create-segment | 401 | lacks the scope a:scope
            create-segment | 403 | disabled programmatic segment creation
            create-segment | 429 | distributed programs must share it
            list-schedules | 403 | must include the Outbound Predictive dialer
            list-schedules | 404 | check campaignId
            get-segment    | 404 | check segmentId
            register-job   | 403 | schedules.job=best-effort
            create-schedule | 400 | priority (1 to 10)
            create-schedule | 403 | the scope a:scope in the admin console; the organisation's licence
            create-schedule | 404 | check campaignId
            create-schedule | 429 | its Retry-After was honoured
            register-contact | 400 | voice and SMS in E.164
            register-contact | 403 | renew the client's secret
            register-contact | 429 | lower contacts.rate-limit
            get-contact    | 403 | the scope a:scope in the admin console
            start-conversation | 400 | the channel is one that the contact has
            start-conversation | 403 | routing:outboundcontact:write
            start-conversation | 404 | no such contact
            start-conversation | 429 | starting conversations
            list-campaigns | 403 | campaign ids cannot be checked
            campaign-statistics | 400 | at most 30 days
            campaign-statistics | 401 | lacks the scope a:scope
            campaign-statistics | 403 | Outbound Administrator or Analytics Viewer
            campaign-statistics | 404 | with the list of campaigns
            campaign-statistics | 429 | statistics.cache-ttl
            get-list        | 401 | lacks the scope a:scope
            get-list        | 403 | security profile
            get-list        | 404 | engagement.source-list-id
            get-list        | 429 | engagement.page-size
            list-contacts   | 401 | lacks the scope a:scope
            list-contacts   | 403 | security profile
            list-contacts   | 404 | engagement.source-list-id
            list-contacts   | 429 | engagement.page-size
            add-contacts    | 401 | lacks the scope a:scope
            add-contacts    | 403 | security profile
            add-contacts    | 404 | archived or deleted
            add-contacts    | 429 | engagement.chunk-delay
            remove-contacts | 401 | lacks the scope a:scope
            remove-contacts | 403 | security profile
            remove-contacts | 404 | archived or deleted
            remove-contacts | 429 | engagement.chunk-delay
            other          | 301 | no token reaches another host; set GENESYS_BASE_URL
            other          | 400 | compare it with the contract
            other          | 401 | its scopes include a:scope
            other          | 403 | the organisation's licence
            other          | 404 | the object still exists
            other          | 405 | genesys.api (the dialect)
            other          | 409 | conflicts with something
            other          | 413 | send less at once
            other          | 429 | Lower genesys.rate-limit
            other          | 503 | look at its status page
            """;

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = TABLE)
    void all22_everyEntryTellsTheRemedy(String operation, int status, String expected) {
        assertThat(Advice.of("genesys", operation(operation), status))
                .contains(expected)
                .doesNotContain("{", "}")
                .doesNotEndWith(".");
    }

    @Test
    void all22_theTableAboveIsTheWholeTable() {
        assertThat(TABLE.lines()).hasSize(Advice.entries().size());
        assertThat(Advice.of("genesys", operation("other"), 418)).isEmpty();
    }

    /** A status that is data to the call fails nowhere, unless the workflow that judges it asks for the advice. */
    @Test
    void all22_noEntryIsForAnAnswerThatIsNoFailure() throws IOException {
        Set<String> asked = Set.of(
                "create-segment 400",
                "get-segment 404",
                "campaign-statistics 404",
                "add-contacts 404",
                "remove-contacts 404");
        Pattern operation = Pattern.compile(
                "^    id: (?:genesys|cxone)-(\\S+)$|^ +dataStatuses: \"([0-9,]+)\"$", Pattern.MULTILINE);
        Set<String> data = new TreeSet<>();
        for (String file : List.of("genesys-guide", "cxone-guide")) {
            Matcher found = operation.matcher(Files.readString(Path.of("routes/vendors", file + ".camel.yaml")));
            String id = "";
            while (found.find()) {
                id = found.group(1) == null ? id : found.group(1);
                for (String status :
                        found.group(2) == null ? new String[0] : found.group(2).split(",")) {
                    data.add(id + " " + status);
                }
            }
        }

        assertThat(data).containsAll(asked).hasSizeGreaterThan(asked.size());
        assertThat(data.stream().filter(Advice.entries()::contains)).containsExactlyInAnyOrderElementsOf(asked);
    }

    @Test
    void all22_aFailedCallsMessageNamesOperationStatusWhatWasSaidAndTheRemedy() {
        Calls calls = new Calls();
        VendorCall call = calls.open(operation("create-segment"));

        assertThatThrownBy(() -> calls.all(call, Calls.http(403, "{\"code\":\"missing.permission\"}")))
                .isInstanceOf(CallFailed.class)
                .hasMessage("genesys create-segment: HTTP 403 ({\"code\":\"missing.permission\"}). "
                        + Advice.of("genesys", operation("create-segment"), 403) + ".");
    }

    private static Operation operation(String id) {
        return Calls.named(id, Effect.READ, AfterAmbiguity.REPEAT, null, true, "");
    }
}
