package io.outboundroutes.platform.text;

import io.outboundroutes.platform.json.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Takes out of a text what may not be seen (all16, all20), and makes it one line of at most 2 KB.
 *
 * <p>Masked as {@code ***}: secrets it was told of (also URL-encoded), credentials after {@code Bearer} and {@code Basic},
 * values of fields such as {@code client_secret}, e-mail addresses, phone numbers with their country code, user info and
 * query of addresses. Control characters, terminal escapes and everything else that starts a new line become spaces.
 *
 * <p>Thread-safe.
 */
public final class Redactor {

    static final String MASK = "***";
    private static final int MAX_BYTES = 2048;

    /** What is looked at: enough to fill 2 KB however much of it is masked, little enough to be quick. */
    private static final int MAX_LOOKED_AT = 64 * 1024;

    /** A text cut off may end in the middle of a secret; that much of its end is not shown. */
    private static final int MARGIN = 4 * 1024;

    private static final int MIN_SECRET = 4;
    private static final int TOKENS_KEPT = 64;
    private static final String ELLIPSIS = "…";

    private record Rule(Pattern pattern, String replacement) {}

    private static final List<Rule> RULES = List.of(
            rule("\\u001B\\[[0-9;?]{0,32}[ -/]?[@-~]", " "),
            rule("(?i)\\b(Bearer|Basic)\\s+[A-Za-z0-9._~+/=-]+", "$1 ***"),
            rule(
                    "(?i)([A-Za-z0-9_-]{0,40}(?:secret|password|passwd|access_token|refresh_token|id_token|api_?key)\\\\?[\"']?\\s*[=:]\\s*\\\\?[\"']?)[^\\s\"'&,;}\\\\]+",
                    "$1***"),
            rule("([A-Za-z][A-Za-z0-9+.-]{0,20}://)[^\\s/?#\"'<>]*@", "$1***@"),
            rule("([A-Za-z][A-Za-z0-9+.-]{0,20}://[^\\s?\"'<>]{0,2000})\\?[^\\s\"'<>]*", "$1?***"),
            rule("[\\p{L}\\p{N}._%+'-]{1,64}(?:@|%40)[\\p{L}\\p{N}](?:[\\p{L}\\p{N}.-]{0,250}[\\p{L}\\p{N}])?", MASK),
            rule("(?i)(?:\\+|%2B)[1-9](?:[ ().-]{0,2}\\d){6,14}", MASK));

    private final Set<String> secrets = new CopyOnWriteArraySet<>();
    private final Deque<String> tokens = new ArrayDeque<>();

    /** Never shows this again. Values of fewer than four characters are let be: they would riddle every text. */
    public void learn(Secret secret) {
        if (secret.reveal().length() >= MIN_SECRET) {
            secrets.add(secret.reveal());
        }
    }

    /** The same for an access token; only the newest ones are remembered, since old ones open nothing. */
    public void learnToken(String token) {
        synchronized (tokens) {
            if (token.length() >= MIN_SECRET && !tokens.contains(token)) {
                tokens.addLast(token);
                if (tokens.size() > TOKENS_KEPT) {
                    tokens.removeFirst();
                }
            }
        }
    }

    /** The text as it may be shown: masked, one line, at most 2048 bytes of UTF-8. */
    public String redact(String text) {
        return redact(text, List.of());
    }

    /** The same, with further values masked wherever they occur, in any case of letters. */
    String redact(String text, List<String> values) {
        String safe = text.length() > MAX_LOOKED_AT ? text.substring(0, MAX_LOOKED_AT) : text;
        for (String secret : known()) {
            safe = safe.replace(secret, MASK);
        }
        for (String value : values) {
            safe = Pattern.compile(Pattern.quote(value), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                    .matcher(safe)
                    .replaceAll(MASK);
        }
        for (Rule rule : RULES) {
            safe = rule.pattern().matcher(safe).replaceAll(rule.replacement());
        }
        if (text.length() > MAX_LOOKED_AT) {
            safe = safe.substring(0, Math.max(0, safe.length() - MARGIN)) + ELLIPSIS;
        }
        return shortened(oneLine(safe));
    }

    /** Longest first: a secret that holds another one is masked whole. */
    private List<String> known() {
        Stream<String> all;
        synchronized (tokens) {
            all = Stream.concat(secrets.stream(), List.copyOf(tokens).stream());
        }
        return all.flatMap(secret -> Stream.of(
                        secret, URLEncoder.encode(secret, StandardCharsets.UTF_8), inJson(Json.write(secret))))
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** A text as it stands between the quotes of a JSON text. */
    static String inJson(String quoted) {
        return quoted.substring(1, quoted.length() - 1);
    }

    private static String oneLine(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints().forEach(c -> line.appendCodePoint(isPlain(c) ? c : ' '));
        return line.toString().strip();
    }

    /** Neither a control character, nor a line break of any alphabet, nor one that turns the writing round or hides. */
    private static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.FORMAT,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }

    private static String shortened(String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES) {
            return text;
        }
        int left = MAX_BYTES - ELLIPSIS.getBytes(StandardCharsets.UTF_8).length;
        int end = 0;
        while (end < text.length()) {
            int c = text.codePointAt(end);
            left -= Character.toString(c).getBytes(StandardCharsets.UTF_8).length;
            if (left < 0) {
                break;
            }
            end += Character.charCount(c);
        }
        return text.substring(0, end) + ELLIPSIS;
    }

    private static Rule rule(String pattern, String replacement) {
        return new Rule(Pattern.compile(pattern), replacement);
    }
}
