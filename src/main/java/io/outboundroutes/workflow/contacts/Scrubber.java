package io.outboundroutes.workflow.contacts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes a person's data out of a vendor's words before they become a reason: the request's own values, and whatever
 * looks like an address or a number. Immutable, hence safe for use by many threads.
 */
final class Scrubber {

    private static final int LONGEST = 200;
    private static final int SHORTEST_VALUE = 3;
    private static final String MASK = "***";
    private static final Pattern MAIL = Pattern.compile("[^\\s<>\"(),;:]+@[^\\s<>\"(),;:]+");
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9](?:[ ()./-]{0,2}[0-9]){5,}");

    private final List<Pattern> values;

    private Scrubber(List<Pattern> values) {
        this.values = values;
    }

    static Scrubber of(ContactRequest request) {
        List<String> texts = new ArrayList<>(request.channels().values());
        texts.add(request.name());
        texts.addAll(List.of(request.name().split("\\s+")));
        texts.addAll(request.metadata().values());
        if (request.initialMessage() != null) {
            texts.add(request.initialMessage());
        }
        return new Scrubber(texts.stream()
                .filter(text -> Text.length(text) >= SHORTEST_VALUE)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(text -> Pattern.compile(Pattern.quote(text), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE))
                .toList());
    }

    /** The words on one line, without personal data, 200 characters at most; empty when nothing is left. */
    Optional<String> clean(@Nullable String words) {
        if (words == null || words.isBlank()) {
            return Optional.empty();
        }
        String text = Text.normal(words.length() > 10 * LONGEST ? words.substring(0, 10 * LONGEST) : words);
        for (Pattern value : values) {
            text = value.matcher(text).replaceAll(MASK);
        }
        text = MAIL.matcher(text).replaceAll(MASK);
        text = NUMBER.matcher(text).replaceAll(MASK);
        StringBuilder plain = new StringBuilder();
        text.codePoints()
                .limit(LONGEST)
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? ' ' : c)
                .forEach(plain::appendCodePoint);
        return Optional.of(plain.toString().strip()).filter(left -> !left.isEmpty());
    }
}
