package io.outboundroutes.sandbox.query;

import io.outboundroutes.sandbox.query.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parses the contact query language:
 *
 * <pre>
 * query     = or
 * or        = and { "OR" and }
 * and       = unary { "AND" unary }
 * unary     = { "NOT" } ( "(" or ")" | condition )
 * condition = name ":" ( value | "*" | "[" end "TO" end "]" )
 * end       = value | "*"
 * name, value = plain word | quoted text
 * </pre>
 *
 * NOT binds tighter than AND, AND tighter than OR. Operators are upper case; two conditions without an operator
 * between them are an error.
 */
public final class QueryParser {

    private static final int MAX_DEPTH = 200;

    private final List<Token> tokens;
    private int at;
    private int depth;

    private QueryParser(List<Token> tokens) {
        this.tokens = tokens;
    }

    /**
     * Parses the text.
     *
     * @throws QuerySyntaxException when it does not follow the grammar, or nests deeper than 200 levels
     */
    public static Query parse(String text) {
        QueryParser parser = new QueryParser(Lexer.tokens(text));
        Query query = parser.or();
        parser.take(Kind.END, "AND, OR or the end");
        return query;
    }

    private Query or() {
        if (++depth > MAX_DEPTH) {
            throw new QuerySyntaxException("nested deeper than " + MAX_DEPTH + " levels");
        }
        List<Query> parts = new ArrayList<>();
        do {
            parts.add(and());
        } while (skip(Kind.OR));
        depth--;
        return parts.size() == 1 ? parts.get(0) : new Query.Or(parts);
    }

    private Query and() {
        List<Query> parts = new ArrayList<>();
        do {
            parts.add(unary());
        } while (skip(Kind.AND));
        return parts.size() == 1 ? parts.get(0) : new Query.And(parts);
    }

    private Query unary() {
        boolean negated = false;
        while (skip(Kind.NOT)) {
            negated = !negated;
        }
        Query query;
        if (skip(Kind.OPEN)) {
            query = or();
            take(Kind.CLOSE, "AND, OR or ')'");
        } else {
            query = condition();
        }
        return negated ? new Query.Not(query) : query;
    }

    private Query condition() {
        Token name = peek();
        if (!skip(Kind.WORD) && !skip(Kind.QUOTED)) {
            throw expected("a field name, NOT or '('");
        }
        if (name.text().isBlank()) {
            throw new QuerySyntaxException("at position " + name.position() + ": the field name is empty");
        }
        take(Kind.COLON, "':' after the field name");
        if (skip(Kind.STAR)) {
            return new Query.Present(name.text());
        }
        if (skip(Kind.RANGE_OPEN)) {
            return range(name);
        }
        return new Query.Equal(name.text(), value("a value, '*' or '['"));
    }

    private Query range(Token name) {
        Token start = peek();
        String from = end();
        take(Kind.TO, "TO");
        String to = end();
        take(Kind.RANGE_CLOSE, "']'");
        if (name.text().equals(Fields.UPDATED) && !(isTimestamp(from) && isTimestamp(to))) {
            throw new QuerySyntaxException("at position " + start.position() + ": a range of " + Fields.UPDATED
                    + " needs ISO-8601 timestamps or '*'");
        }
        return new Query.Range(name.text(), from, to);
    }

    private @Nullable String end() {
        return skip(Kind.STAR) ? null : value("a value or '*'");
    }

    private static boolean isTimestamp(@Nullable String end) {
        return end == null || Timestamps.ofText(end) != Timestamps.NONE;
    }

    private String value(String expected) {
        Token token = peek();
        if (skip(Kind.WORD) || skip(Kind.QUOTED)) {
            return token.text();
        }
        throw expected(expected);
    }

    private Token peek() {
        return tokens.get(at);
    }

    private boolean skip(Kind kind) {
        if (peek().kind() == kind && kind != Kind.END) {
            at++;
            return true;
        }
        return false;
    }

    private void take(Kind kind, String expected) {
        if (peek().kind() != kind) {
            throw expected(expected);
        }
        if (kind != Kind.END) {
            at++;
        }
    }

    private QuerySyntaxException expected(String what) {
        Token token = peek();
        return new QuerySyntaxException("at position " + token.position() + ": expected " + what + ", found "
                + token.kind().label());
    }
}
