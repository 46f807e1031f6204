package io.outboundroutes.sandbox.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outboundroutes.sandbox.query.Query.And;
import io.outboundroutes.sandbox.query.Query.Equal;
import io.outboundroutes.sandbox.query.Query.Not;
import io.outboundroutes.sandbox.query.Query.Or;
import io.outboundroutes.sandbox.query.Query.Present;
import io.outboundroutes.sandbox.query.Query.Range;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QueryParserTest {

    private static final Query A = new Equal("a", "1");
    private static final Query B = new Equal("b", "2");
    private static final Query C = new Equal("c", "3");

    @Test
    void theGuidesExampleIsThreeConditionsInAnAnd() {
        assertThat(
                        QueryParser.parse(
                                "status:ready AND customAttribute1:premium AND updatedTimestamp:[2023-01-01T00:00:00.000Z TO *]"))
                .isEqualTo(new And(List.of(
                        new Equal("status", "ready"),
                        new Equal("customAttribute1", "premium"),
                        new Range("updatedTimestamp", "2023-01-01T00:00:00.000Z", null))));
    }

    @Test
    void notBindsTighterThanAndAndAndTighterThanOr() {
        assertThat(QueryParser.parse("a:1 OR b:2 AND NOT c:3"))
                .isEqualTo(new Or(List.of(A, new And(List.of(B, new Not(C))))));
        assertThat(QueryParser.parse("(a:1 OR b:2) AND c:3")).isEqualTo(new And(List.of(new Or(List.of(A, B)), C)));
        assertThat(QueryParser.parse("NOT (a:1 AND b:2)")).isEqualTo(new Not(new And(List.of(A, B))));
        assertThat(QueryParser.parse("NOT NOT a:1")).isEqualTo(A);
    }

    @Test
    void quotedNamesAndValuesKeepTheirTextAndResolveTheirEscapes() {
        assertThat(QueryParser.parse("\"my attr\":\"say \\\"hi\\\" c:\\\\x AND (y)\""))
                .isEqualTo(new Equal("my attr", "say \"hi\" c:\\x AND (y)"));
        assertThat(QueryParser.parse("a:\"AND\"")).isEqualTo(new Equal("a", "AND"));
        assertThat(QueryParser.parse("a:\"*\"")).isEqualTo(new Equal("a", "*"));
        assertThat(QueryParser.parse("a:*")).isEqualTo(new Present("a"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            letters of any script        | region:Österreich
            digits, dots, dashes         | a-b.c_d:1.5-x
            spaces around colon          | a : b
            nested parentheses           | ((a:b) OR (NOT (c:d)))
            lower case operators as text | a:and AND or:not
            an empty quoted value        | a:""
            numbers as range             | priority:[1 TO 5]
            both ends open               | priority:[* TO *]
            quoted ends                  | a:["b c" TO "d e"]
            time with offset             | updatedTimestamp:[2023-01-01T00:00:00+02:00 TO 2024-01-01T00:00:00]
            line breaks                  | a:b~
            """)
    void validQueriesAreRead(String rule, String query) {
        assertThatCode(() -> QueryParser.parse(query.replace("~", "\nAND c:d")))
                .as(rule)
                .doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            nothing                          | ~ ~                                | at position 2: expected a field name, NOT or '(', found the end
            value missing                    | region:                            | at position 8: expected a value, '*' or '[', found the end
            colon missing                    | region                             | at position 7: expected ':' after the field name, found the end
            field missing                    | :emea                              | at position 1: expected a field name, NOT or '('
            two words without quotes         | tier:gold plus                     | at position 11: expected AND, OR or the end, found a word
            no operator between conditions   | a:b c:d                            | at position 5: expected AND, OR or the end
            lower-case operator              | a:b and c:d                        | at position 5: expected AND, OR or the end
            reserved word as value           | a:AND                              | at position 3: expected a value
            reserved word as name            | TO:a                               | at position 1: expected a field name
            operator at the end              | a:b AND                            | at position 8: expected a field name
            operator at the start            | OR a:b                             | at position 1: expected a field name
            two operators                    | a:b AND OR c:d                     | at position 9: expected a field name
            parenthesis not closed           | (a:b OR c:d                        | at position 12: expected AND, OR or ')'
            parenthesis too many             | a:b)                               | at position 4: expected AND, OR or the end
            empty parentheses                | ()                                 | at position 2: expected a field name
            quote not closed                 | a:"b                               | at position 3: this quoted text has no closing quote
            unknown escape                   | a:"b\\n"                           | at position 5: a backslash escapes only
            pipe without quotes              | a:b¦c                              | at position 4: this character must stand inside a quoted text
            quote inside a word              | a:b"c"                             | at position 4: expected AND, OR or the end
            colon in a value                 | a:b:c                              | at position 4: expected AND, OR or the end
            wildcard in a word               | a:prem*                            | at position 7: expected AND, OR or the end
            range without TO                 | a:[1 5]                            | at position 6: expected TO
            range not closed                 | a:[1 TO 5                          | at position 10: expected ']'
            exclusive range                  | a:{1 TO 5}                         | at position 3: this character must stand
            comparison                       | a>1                                | at position 2: this character must stand
            words as time                    | updatedTimestamp:[yesterday TO *]  | at position 19: a range of updatedTimestamp needs ISO-8601
            empty name                       | "":a                               | at position 1: the field name is empty
            """)
    void invalidQueriesAreRefusedNamingThePlace(String rule, String query, String message) {
        assertThatThrownBy(() -> QueryParser.parse(query.replace('¦', '|')))
                .as(rule)
                .isInstanceOf(QuerySyntaxException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void controlCharactersAndEndlessNestingAreRefused() {
        assertThatThrownBy(() -> QueryParser.parse("a:\"b\u0007\"")).hasMessageContaining("control characters");
        assertThatThrownBy(() -> QueryParser.parse("(".repeat(100_000) + "a:b" + ")".repeat(100_000)))
                .isInstanceOf(QuerySyntaxException.class)
                .hasMessage("nested deeper than 200 levels");
    }
}
