package io.outboundroutes.sandbox.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FaultsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Faults faults = new Faults();

    /** Ten calls; an x where the fault strikes. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            no selector          | {"fault":"429"}                                   | xxxxxxxxxx
            a number is a status | {"fault":503}                                     | xxxxxxxxxx
            first                | {"fault":"429","first":2}                         | xx--------
            every                | {"fault":"429","every":3}                         | --x--x--x-
            times                | {"fault":"429","times":3}                         | xxx-------
            after                | {"fault":"429","after":7}                         | -------xxx
            afterCalls           | {"fault":"429","afterCalls":7}                    | -------xxx
            every, times         | {"fault":"429","every":2,"times":2}               | -x-x------
            after, first         | {"fault":"429","after":2,"first":3}               | --xxx-----
            after, every, first  | {"fault":"429","after":1,"every":2,"first":5}     | --x-x-----
            this operation       | {"fault":"429","path":"contacts-query"}           | xxxxxxxxxx
            another operation    | {"fault":"429","path":"contacts"}                 | ----------
            beginning of a path  | {"fault":"429","path":"/api/v2/outbound/"}        | xxxxxxxxxx
            another path         | {"fault":"429","path":"/oauth"}                   | ----------
            page                 | {"fault":"429","page":4}                          | ---x------
            page, first          | {"fault":"429","page":4,"first":1}                | ---x------
            no page before one   | {"fault":"repeated-page"}                         | -xxxxxxxxx
            """)
    void selectorsChooseTheCalls(String rule, String fault, String strikes) throws Exception {
        faults.add(Fault.of((ObjectNode) JSON.readTree(fault)));
        StringBuilder struck = new StringBuilder();
        for (int page = 1; page <= 10; page++) {
            struck.append(
                    faults.strike("contacts-query", "/api/v2/outbound/contacts/query", page)
                                    .isEmpty()
                            ? '-'
                            : 'x');
        }
        assertThat(struck).as(rule).hasToString(strikes);
    }

    @Test
    void faultsStrikeOneAfterTheOtherInTheOrderOfAdding() {
        faults.add(Fault.named("429").first(1));
        faults.add(Fault.named("reset").first(1));

        assertThat(name()).isEqualTo("429");
        assertThat(name()).isEqualTo("reset");
        assertThat(name()).isEmpty();
        assertThat(faults.struck(0)).isEqualTo(1);
        assertThat(faults.struck(1)).isEqualTo(1);
    }

    @Test
    void sideEffectsTakeNoCallAway() {
        faults.add(Fault.named("revoke-tokens").first(1));
        faults.add(Fault.named("500").first(1));

        assertThat(faults.strike("contacts-query", "/x", 1)).hasSize(2);
        assertThat(faults.strike("contacts-query", "/x", 1)).isEmpty();
    }

    @Test
    void faultsOfPagesLeaveOtherCallsAlone() {
        faults.add(Fault.named("empty-page"));
        assertThat(faults.strike("token", "/oauth/token", 0)).isEmpty();
    }

    @Test
    void clearingEndsThem() {
        faults.add(Fault.named("500"));
        faults.clear();
        assertThat(name()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"fault":"429s"}                            | fault: '429s' is none; expected a status (429)
            {}                                          | fault: '' is none
            {"fault":"429","pages":2}                   | pages: not a parameter of 429; it takes [retryAfter, retryAfterSeconds] besides
            {"fault":"429","first":0}                   | first: 0 is not a whole number from 1 on
            {"fault":"429","every":"2"}                 | every: "2" is not a whole number
            {"fault":"reset","page":-1,"after":-1}      | page: -1 is not a whole number from 1 on; after: -1 is not a whole number from 0 on
            {"fault":"drip","delayMs":-1,"bytes":0}     | bytes: 0 is not a whole number in 1…1000000; delayMs: -1 is not a whole number in 0…3600000
            {"fault":"answer","status":"200"}           | status: "200" is not a whole number in 200…599
            {"fault":"slow","retryAfter":1}             | retryAfter: not a parameter of slow; it takes [delayMs]
            """)
    void aFaultThatCannotBeMeantIsRefused(String fault, String message) {
        assertThatThrownBy(() -> Fault.of((ObjectNode) JSON.readTree(fault)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void theWireShowsWhatWasGivenAndHowOftenItStruck() {
        faults.add(Fault.named("slow").path("token").every(2).with("delayMs", 5));
        faults.strike("token", "/oauth/token", 0);
        faults.strike("token", "/oauth/token", 0);
        assertThat(faults.toJson())
                .hasToString(
                        "[{\"fault\":\"slow\",\"path\":\"token\",\"every\":2,\"delayMs\":5,\"chosen\":2,\"fired\":1}]");
    }

    private String name() {
        return faults.strike("contacts-query", "/x", 1).stream()
                .map(strike -> strike.fault().name())
                .findFirst()
                .orElse("");
    }
}
