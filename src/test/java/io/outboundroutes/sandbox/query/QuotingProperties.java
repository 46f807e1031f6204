package io.outboundroutes.sandbox.query;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

final class QuotingProperties {

    @Property(tries = 500)
    void everyTextWithoutControlCharactersCanBeAskedForInQuotes(@ForAll String name, @ForAll String value) {
        String field = "n" + printable(name);
        String text = printable(value);
        assertThat(QueryParser.parse("NOT (" + quoted(field) + ":" + quoted(text) + ")"))
                .isEqualTo(new Query.Not(new Query.Equal(field, text)));
    }

    @Property(tries = 500)
    void noTextMakesTheParserFailInAnyOtherWay(@ForAll String text) {
        try {
            QueryParser.parse(text);
        } catch (QuerySyntaxException e) {
            assertThat(e).hasMessageMatching("(?s)(at position \\d+|nested).*");
        }
    }

    private static String printable(String text) {
        return text.codePoints()
                .filter(c -> !Character.isISOControl(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
