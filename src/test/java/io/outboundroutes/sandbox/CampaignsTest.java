package io.outboundroutes.sandbox;

import static io.outboundroutes.sandbox.GuideBodies.CAMPAIGNS;
import static io.outboundroutes.sandbox.GuideBodies.STATISTICS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.outboundroutes.sandbox.campaign.Campaign;
import io.outboundroutes.sandbox.campaign.CampaignKind;
import io.outboundroutes.sandbox.campaign.Campaigns;
import io.outboundroutes.sandbox.campaign.Figures;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class CampaignsTest {

    private static final ObjectMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .nodeFactory(new JsonNodeFactory(true))
            .build();
    private static final String FOUR =
            "&includeZeroMetrics=true&metrics=callsAttempted,callsConnected,avgCallDuration,conversionRate";
    private static final Instant DAY_BEFORE = Instant.parse("2026-02-28T12:00:00Z");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final SandboxServer server =
            SandboxServer.start(SandboxOptions.defaults().withClock(new TestClock()));
    private final SandboxClient client = new SandboxClient(server);

    @BeforeEach
    void login() throws Exception {
        client.login();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void campaignsAreListedByPageNumber() throws Exception {
        JsonNode first = json(CAMPAIGNS + "?pageNumber=1&pageSize=6");
        JsonNode last = json(CAMPAIGNS + "?pageNumber=3&pageSize=6");
        assertThat(first.path("entities")).hasSize(6);
        assertThat(first.path("pageCount").asInt()).isEqualTo(3);
        assertThat(first.path("total").asInt()).isEqualTo(14);
        assertThat(last.path("pageNumber").asInt()).isEqualTo(3);
        assertThat(last.path("entities")).hasSize(2);
        assertThat(json(CAMPAIGNS + "?pageNumber=4&pageSize=6").path("entities"))
                .isEmpty();
        assertThat(json(CAMPAIGNS).findValuesAsText("id"))
                .doesNotHaveDuplicates()
                .contains(Campaigns.GUIDE, Campaigns.SCHEDULED)
                .containsExactlyElementsOf(server.state().campaigns().all().stream()
                        .map(Campaign::id)
                        .toList());
    }

    @Test
    void theSameSeedMakesTheSameCampaignsAndFigures() {
        Campaigns one = new Campaigns(7, 3);
        Campaigns same = new Campaigns(7, 3);
        Campaigns other = new Campaigns(8, 3);
        String id = one.all().get(one.all().size() - 1).id();
        assertThat(same.all()).isEqualTo(one.all());
        assertThat(other.find(id)).isEmpty();
        assertThat(same.figures(id, DAY_BEFORE, NOON)).isEqualTo(one.figures(id, DAY_BEFORE, NOON));
        assertThat(other.figures(Campaigns.GUIDE, DAY_BEFORE, NOON))
                .isNotEqualTo(one.figures(Campaigns.GUIDE, DAY_BEFORE, NOON));
    }

    @Test
    void metricsAreTheFiguresInTheApisUnits() throws Exception {
        JsonNode answer = statistics(Campaigns.GUIDE, DAY_BEFORE, NOON, FOUR);
        Figures figures = server.state().campaigns().figures(Campaigns.GUIDE, DAY_BEFORE, NOON);
        JsonNode metrics = answer.path("metrics");

        assertThat(answer.path("campaignId").asText()).isEqualTo(Campaigns.GUIDE);
        assertThat(metrics).hasSize(4);
        assertThat(metrics.path("callsAttempted").asLong()).isEqualTo(figures.callsAttempted());
        assertThat(metrics.path("callsConnected").asLong())
                .isEqualTo(figures.callsConnected())
                .isPositive();
        BigDecimal mean = metrics.path("avgCallDuration").decimalValue();
        assertThat(mean.multiply(new BigDecimal(figures.callsConnected())).setScale(0, RoundingMode.HALF_EVEN))
                .isEqualByComparingTo(new BigDecimal(figures.talkMillis()));
        assertThat(mean).isBetween(new BigDecimal(90_000), new BigDecimal(300_000));
        assertThat(metrics.path("conversionRate").asText()).matches("\\d+(\\.\\d{1,10})?%");
        assertThat(new BigDecimal(metrics.path("conversionRate").asText().replace("%", "")).movePointLeft(2))
                .isEqualByComparingTo(figures.conversionRate());
    }

    @Test
    void aLongWindowIsTheExactSumOfItsPartsWhereverItIsCut() {
        Campaigns campaigns = server.state().campaigns();
        Instant start = NOON.minus(Duration.ofDays(90)).plusMillis(1_234_567);
        List<Instant> cuts = new ArrayList<>(List.of(
                start,
                start.plus(Duration.ofDays(30)),
                start.plus(Duration.ofDays(60)).plusMillis(1),
                start.plus(Duration.ofDays(61)).plusSeconds(59),
                NOON));
        long attempted = 0;
        long connected = 0;
        long talk = 0;
        long conversions = 0;
        for (int i = 1; i < cuts.size(); i++) {
            Figures part = campaigns.figures(Campaigns.GUIDE, cuts.get(i - 1), cuts.get(i));
            attempted += part.callsAttempted();
            connected += part.callsConnected();
            talk += part.talkMillis();
            conversions += part.conversions();
        }
        assertThat(campaigns.figures(Campaigns.GUIDE, start, NOON))
                .isEqualTo(new Figures(attempted, connected, talk, conversions));
        assertThat(attempted).isGreaterThan(connected);
    }

    @ParameterizedTest
    @EnumSource(
            value = CampaignKind.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"FRACTION", "PERCENT"})
    void oddCampaignsAreOddInTheirOwnWay(CampaignKind kind) throws Exception {
        JsonNode metrics =
                statistics(Campaigns.odd(kind), DAY_BEFORE, NOON, FOUR).path("metrics");
        long attempted = metrics.path("callsAttempted").asLong();
        boolean odd = switch (kind) {
            case CONNECTED_ABOVE_ATTEMPTED -> metrics.path("callsConnected").asLong() > attempted;
            case LONG_CALLS -> metrics.path("avgCallDuration").asDouble() > 600_000;
            case NULL_METRIC -> metrics.get("conversionRate").isNull() && attempted > 0;
            case MISSING_METRIC -> !metrics.has("avgCallDuration");
            case NO_CALLS -> attempted == 0 && metrics.get("avgCallDuration").isNull();
            case NEGATIVE -> attempted < 0;
            case UNREADABLE -> metrics.path("conversionRate").asText().equals("n/a");
            case FRACTION, PERCENT -> false;
        };
        assertThat(odd).as(metrics.toString()).isTrue();
    }

    @Test
    void aFractionIsANumberAndZerosMayBeLeftOut() throws Exception {
        JsonNode metrics = statistics(
                        Campaigns.SCHEDULED,
                        DAY_BEFORE,
                        NOON,
                        "&includeZeroMetrics=true&metrics=conversionRate,conversions")
                .path("metrics");
        assertThat(metrics).hasSize(2);
        assertThat(metrics.path("conversionRate").decimalValue()).isBetween(BigDecimal.ZERO, BigDecimal.ONE);

        String none = Campaigns.odd(CampaignKind.NO_CALLS);
        String all = "&metrics=callsAttempted,callsConnected,conversionRate&includeZeroMetrics=";
        assertThat(statistics(none, DAY_BEFORE, NOON, all + "true").path("metrics"))
                .hasSize(3);
        assertThat(statistics(none, DAY_BEFORE, NOON, all + "false").path("metrics"))
                .hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            last minute          | 200 | startDateTime=2026-03-01T11:00:00.000Z&endDateTime=2026-03-01T12:01:00.000Z&metrics=callsAttempted&includeZeroMetrics=true
            thirty days          | 200 | startDateTime=2026-01-30T12:00:00.000Z&endDateTime=2026-03-01T12:00:00.000Z&metrics=callsAttempted&includeZeroMetrics=true
            the future           | 400 | startDateTime=2026-03-01T11:00:00.000Z&endDateTime=2026-03-01T12:01:00.001Z&metrics=callsAttempted&includeZeroMetrics=true
            over thirty days     | 400 | startDateTime=2026-01-30T11:59:59.999Z&endDateTime=2026-03-01T12:00:00.000Z&metrics=callsAttempted&includeZeroMetrics=true
            no length            | 400 | startDateTime=2026-03-01T11:00:00.000Z&endDateTime=2026-03-01T11:00:00.000Z&metrics=callsAttempted&includeZeroMetrics=true
            no start             | 400 | endDateTime=2026-03-01T11:00:00.000Z&metrics=callsAttempted&includeZeroMetrics=true
            no milliseconds      | 400 | startDateTime=2026-03-01T10:00:00Z&endDateTime=2026-03-01T11:00:00Z&metrics=callsAttempted&includeZeroMetrics=true
            no such day          | 400 | startDateTime=2026-02-30T10:00:00.000Z&endDateTime=2026-03-01T11:00:00.000Z&metrics=callsAttempted&includeZeroMetrics=true
            no metrics           | 400 | startDateTime=2026-03-01T10:00:00.000Z&endDateTime=2026-03-01T11:00:00.000Z
            unknown metric       | 400 | startDateTime=2026-03-01T10:00:00.000Z&endDateTime=2026-03-01T11:00:00.000Z&metrics=calls&includeZeroMetrics=true
            no word on zeros     | 400 | startDateTime=2026-03-01T10:00:00.000Z&endDateTime=2026-03-01T11:00:00.000Z&metrics=conversions
            metric twice         | 400 | startDateTime=2026-03-01T10:00:00.000Z&endDateTime=2026-03-01T11:00:00.000Z&metrics=conversions,conversions&includeZeroMetrics=true
            zeros in Python      | 400 | startDateTime=2026-03-01T10:00:00.000Z&endDateTime=2026-03-01T11:00:00.000Z&metrics=conversions&includeZeroMetrics=True
            unknown parameter    | 400 | startDateTime=2026-03-01T10:00:00.000Z&endDateTime=2026-03-01T11:00:00.000Z&metrics=conversions&includeZeroMetrics=true&campaign=1
            """)
    void aWindowThatCannotBeMeantIsRefused(String rule, int status, String query) throws Exception {
        assertThat(client.get(STATISTICS + "?" + query).statusCode()).as(rule).isEqualTo(status);
    }

    @Test
    void anUnknownCampaignHasNoStatistics() throws Exception {
        String path = STATISTICS.replace(Campaigns.GUIDE, "12345678-1234-1234-1234-123456789013");
        assertThat(client.get(path + window(DAY_BEFORE, NOON) + "&includeZeroMetrics=true&metrics=conversions")
                        .statusCode())
                .isEqualTo(404);
    }

    private JsonNode statistics(String campaign, Instant start, Instant end, String more) throws Exception {
        return json(STATISTICS.replace(Campaigns.GUIDE, campaign) + window(start, end) + more);
    }

    private static String window(Instant start, Instant end) {
        return "?startDateTime=" + start.toString().replace("Z", ".000Z") + "&endDateTime="
                + end.toString().replace("Z", ".000Z");
    }

    private JsonNode json(String path) throws Exception {
        HttpResponse<String> answer = client.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return EXACT.readTree(answer.body());
    }
}
