package io.outboundroutes.sandbox.query;

import io.outboundroutes.sandbox.query.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a query into tokens. A plain word is made of letters, digits, {@code _}, {@code .} and {@code -}; within a range
 * {@code :} and {@code +} belong to words too, for timestamps. Everything else must be quoted.
 */
final class Lexer {

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private boolean inRange;

    private Lexer(String text) {
        this.text = text;
    }

    /** The tokens of the text, {@link Kind#END} last. */
    static List<Token> tokens(String text) {
        Lexer lexer = new Lexer(text);
        while (lexer.at < text.length()) {
            lexer.next();
        }
        lexer.tokens.add(new Token(Kind.END, "", text.length() + 1));
        return lexer.tokens;
    }

    private void next() {
        char c = text.charAt(at);
        switch (c) {
            case ' ', '\t', '\n', '\r' -> at++;
            case '(' -> sign(Kind.OPEN);
            case ')' -> sign(Kind.CLOSE);
            case '*' -> sign(Kind.STAR);
            case '[' -> {
                sign(Kind.RANGE_OPEN);
                inRange = true;
            }
            case ']' -> {
                sign(Kind.RANGE_CLOSE);
                inRange = false;
            }
            case '"' -> quoted();
            case ':' -> sign(Kind.COLON);
            default -> word();
        }
    }

    private void sign(Kind kind) {
        tokens.add(new Token(kind, String.valueOf(text.charAt(at)), at + 1));
        at++;
    }

    private void word() {
        int start = at;
        while (at < text.length() && isWordPart(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
        if (at == start) {
            throw new QuerySyntaxException("at position " + (at + 1)
                    + ": this character must stand inside a quoted text; plain words hold letters, digits, _ . and -");
        }
        String word = text.substring(start, at);
        tokens.add(new Token(kindOf(word), word, start + 1));
    }

    private boolean isWordPart(int codePoint) {
        if (inRange && (codePoint == ':' || codePoint == '+')) {
            return true;
        }
        return codePoint == '_' || codePoint == '.' || codePoint == '-' || isLetterOrNumber(codePoint);
    }

    /** The Unicode categories L and N, as the pattern classes {@code \p{L}} and {@code \p{N}} have them. */
    private static boolean isLetterOrNumber(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.LETTER_NUMBER,
                    Character.OTHER_NUMBER -> true;
            default -> false;
        };
    }

    private static Kind kindOf(String word) {
        return switch (word) {
            case "AND" -> Kind.AND;
            case "OR" -> Kind.OR;
            case "NOT" -> Kind.NOT;
            case "TO" -> Kind.TO;
            default -> Kind.WORD;
        };
    }

    private void quoted() {
        int start = at++;
        StringBuilder value = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                tokens.add(new Token(Kind.QUOTED, value.toString(), start + 1));
                return;
            }
            if (Character.isISOControl(c)) {
                throw new QuerySyntaxException(
                        "at position " + at + ": control characters are not allowed in a quoted text");
            }
            value.append(c == '\\' ? escaped() : c);
        }
        throw new QuerySyntaxException("at position " + (start + 1) + ": this quoted text has no closing quote");
    }

    private char escaped() {
        if (at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\\')) {
            return text.charAt(at++);
        }
        throw new QuerySyntaxException("at position " + at + ": a backslash escapes only \" and \\");
    }
}
