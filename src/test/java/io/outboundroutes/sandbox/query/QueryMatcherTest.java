package io.outboundroutes.sandbox.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QueryMatcherTest {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .nodeFactory(new JsonNodeFactory(true))
            .build();

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            equal                          | true  | region:EMEA                        | {"region":"EMEA"}
            another case                   | false | region:emea                        | {"region":"EMEA"}
            spaces around the stored value | true  | region:EMEA                        | {"region":" EMEA\\t"}
            no-break space around it       | true  | region:EMEA                        | {"region":"\\u00a0EMEA\\u2003"}
            spaces around the asked value  | true  | region:" EMEA "                    | {"region":"EMEA"}
            spaces within                  | true  | tier:"gold plus"                   | {"tier":"gold plus"}
            part of a value                | false | tier:gold                          | {"tier":"gold plus"}
            quote and backslash            | true  | tier:"a\\"b\\\\c"                  | {"tier":"a\\"b\\\\c"}
            pipe                           | true  | tier:"a¦b"                         | {"tier":"a¦b"}
            missing                        | false | region:EMEA                        | {}
            null                           | false | region:null                        | {"region":null}
            integer                        | true  | tier:7                             | {"tier":7}
            decimal as written             | true  | tier:1.50                          | {"tier":1.50}
            decimal otherwise              | false | tier:1.5                           | {"tier":1.50}
            exponent in plain notation     | true  | tier:1500                          | {"tier":1.5e3}
            boolean                        | true  | tier:true                          | {"tier":true}
            array equals nothing           | false | region:emea                        | {"region":["emea"]}
            object equals nothing          | false | region:emea                        | {"region":{"a":"emea"}}
            present                        | true  | region:*                           | {"region":"x"}
            missing is not present         | false | region:*                           | {}
            null is not present            | false | region:*                           | {"region":null}
            blank is not present           | false | region:*                           | {"region":" \\t"}
            empty is not present           | false | region:*                           | {"region":""}
            false is present               | true  | region:*                           | {"region":false}
            array is present               | true  | region:*                           | {"region":["emea"]}
            not present: missing           | true  | NOT region:*                       | {}
            not present: blank             | true  | NOT region:*                       | {"region":"  "}
            blank equals blank             | true  | region:"  "                        | {"region":" "}
            blank does not equal missing   | false | region:""                          | {}
            and                            | false | a:1 AND b:2                        | {"a":"1","b":"3"}
            or                             | true  | a:1 OR b:2                         | {"a":"1","b":"3"}
            or within and                  | true  | (a:1 OR a:one) AND NOT b:*         | {"a":"one"}
            not                            | true  | NOT a:1                            | {"a":"2"}
            attribute with a space         | true  | "my attr":x                        | {"my attr":"x"}
            number in range                | true  | n:[2 TO 10]                        | {"n":9}
            number as text in range        | true  | n:[2 TO 10]                        | {"n":"9"}
            ends belong to the range       | true  | n:[2 TO 10]                        | {"n":10}
            above the range                | false | n:[2 TO 10]                        | {"n":10.1}
            text in range                  | true  | n:[b TO d]                         | {"n":"c"}
            open range needs a value       | false | n:[* TO *]                         | {}
            """)
    void valuesMatchAsTheStoreHoldsThem(String rule, boolean expected, String query, String attributes)
            throws Exception {
        assertThat(matches(Matching.DEFAULT, query.replace('¦', '|'), attributes.replace('¦', '|')))
                .as(rule)
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "before,          false, 2023-01-01T00:00:00.001Z, *",
        "exactly at start, true, 2023-01-01T00:00:00.000Z, *",
        "after,            true, 2022-12-31T23:59:59.999Z, *",
        "exactly at end,   true, *, 2023-01-01T00:00:00.000Z",
        "past the end,    false, *, 2022-12-31T23:59:59.999Z",
        "other offset,     true, 2023-01-01T02:00:00+02:00, 2023-01-01T02:00:00+02:00",
    })
    void timesAreComparedAsTimes(String rule, boolean expected, String from, String to) throws Exception {
        String query = "updatedTimestamp:[" + from + " TO " + to + "]";
        for (String written : new String[] {"\"2023-01-01T00:00:00Z\"", "\"2023-01-01T00:00:00\"", "1672531200000"}) {
            assertThat(matches(Matching.DEFAULT, query, "{\"updatedTimestamp\":" + written + "}"))
                    .as("%s, written %s", rule, written)
                    .isEqualTo(expected);
        }
        assertThat(matches(Matching.DEFAULT, query, "{\"updatedTimestamp\":\"soon\"}"))
                .isFalse();
        assertThat(matches(Matching.DEFAULT, query, "{}")).isFalse();
    }

    @Test
    void aStoreMayFoldCaseAndMayCountBlanksAsPresent() throws Exception {
        assertThat(matches(new Matching(false, false), "region:emea", "{\"region\":\" EMEA\"}"))
                .isTrue();
        assertThat(matches(new Matching(true, true), "region:*", "{\"region\":\" \"}"))
                .isTrue();
        assertThat(matches(new Matching(true, true), "region:*", "{\"region\":null}"))
                .isFalse();
    }

    private static boolean matches(Matching matching, String query, String attributes) throws Exception {
        JsonNode json = JSON.readTree(attributes);
        return new QueryMatcher(matching).test(QueryParser.parse(query)).test(new Fields() {
            @Override
            public @Nullable JsonNode field(String name) {
                return json.get(name);
            }

            @Override
            public long updatedMillis() {
                return Timestamps.of(json.get(UPDATED));
            }
        });
    }
}
