package io.outboundroutes.sandbox.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One thing that goes wrong, on the calls that its selectors choose. Made fluently in Java,
 * {@code Fault.named("429").path("contacts-query").page(2).first(5).with("retryAfter", "0.2")}, or from the same as
 * JSON, {@code {"fault":"429","path":"contacts-query","page":2,"first":5,"retryAfter":0.2}}. Immutable.
 *
 * <p>Selectors, all optional: {@code path} (an operation's name or the beginning of a path), {@code page} (of a read
 * that pages), then, counting only calls chosen by those two: {@code after} (leave out the first n; {@code afterCalls} is
 * the same), {@code first} (only the first n after that), {@code every} (of these each n-th), {@code times} (at most n
 * times altogether).
 */
public final class Fault {

    private static final Set<String> SELECTORS =
            Set.of("fault", "path", "page", "after", "afterCalls", "first", "every", "times");

    private static final Map<String, Bounds> NUMBERS = new TreeMap<>(Map.of(
            "delayMs", new Bounds(0, 3_600_000),
            "bytes", new Bounds(1, 1_000_000),
            "megabytes", new Bounds(1, 1_000),
            "depth", new Bounds(1, 100_000_000),
            "count", new Bounds(0, 1_000_000),
            "status", new Bounds(200, 599),
            "retryAfterSeconds", new Bounds(-1_000_000, 1_000_000),
            "delta", new Bounds(-1_000_000, 1_000_000)));

    private final FaultKind kind;
    private final ObjectNode json;

    private Fault(FaultKind kind, ObjectNode json) {
        this.kind = kind;
        this.json = json;
    }

    /**
     * A fault on every call.
     *
     * @throws IllegalArgumentException when there is no such fault
     */
    public static Fault named(String name) {
        return of(JsonNodeFactory.instance.objectNode().put("fault", name));
    }

    /**
     * A fault from its JSON.
     *
     * @throws IllegalArgumentException naming every problem: no such fault, a key it does not take, a selector that is
     *     no positive number
     */
    public static Fault of(ObjectNode json) {
        String name = json.path("fault").asText("");
        FaultKind kind = FaultKind.named(name)
                .orElseThrow(() -> new IllegalArgumentException("fault: '" + name
                        + "' is none; expected a status (429), a status with -after (500-after), or one of "
                        + known()));
        List<String> problems = new ArrayList<>();
        json.fieldNames().forEachRemaining(key -> {
            if (!SELECTORS.contains(key) && !kind.parameters().contains(key)) {
                problems.add(key + ": not a parameter of " + name + "; it takes " + new TreeSet<>(kind.parameters())
                        + " besides " + new TreeSet<>(SELECTORS));
            }
        });
        for (String selector : List.of("page", "after", "afterCalls", "first", "every", "times")) {
            JsonNode value = json.get(selector);
            int least = selector.startsWith("after") ? 0 : 1;
            if (value != null && (!value.isInt() || value.intValue() < least)) {
                problems.add(selector + ": " + value + " is not a whole number from " + least + " on");
            }
        }
        problems.addAll(numberProblems(json));
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return new Fault(kind, json.deepCopy());
    }

    private static List<String> numberProblems(ObjectNode json) {
        List<String> problems = new ArrayList<>();
        NUMBERS.forEach((key, range) -> {
            JsonNode value = json.get(key);
            if (value != null && (!value.isInt() || !range.holds(value.intValue()))) {
                problems.add(key + ": " + value + " is not a whole number in " + range.least + "…" + range.most);
            }
        });
        return problems;
    }

    private static List<String> known() {
        return Arrays.stream(FaultKind.values())
                .filter(kind -> kind != FaultKind.STATUS && kind != FaultKind.STATUS_AFTER)
                .map(FaultKind::wireName)
                .toList();
    }

    /** Only calls of this operation ({@code contacts-query}), or whose path begins so. */
    public Fault path(String operationOrPrefix) {
        return with("path", operationOrPrefix);
    }

    /** Only reads of this page; of a list read by offset, the page that the offset begins. */
    public Fault page(int page) {
        return with("page", page);
    }

    /** Leaves out the first n matching calls. */
    public Fault after(int calls) {
        return with("after", calls);
    }

    /** Only the first n matching calls. */
    public Fault first(int calls) {
        return with("first", calls);
    }

    /** Only each n-th matching call. */
    public Fault every(int calls) {
        return with("every", calls);
    }

    /** At most n times. */
    public Fault times(int times) {
        return with("times", times);
    }

    /** With a number as a further key. */
    public Fault with(String key, int value) {
        return of(json.deepCopy().put(key, value));
    }

    /** With a text as a further key. */
    public Fault with(String key, String value) {
        return of(json.deepCopy().put(key, value));
    }

    /** With any JSON as a further key. */
    public Fault with(String key, JsonNode value) {
        ObjectNode copy = json.deepCopy();
        copy.set(key, value);
        return of(copy);
    }

    /** What goes wrong. */
    public FaultKind kind() {
        return kind;
    }

    /** Its name on the wire: {@code 429}, {@code reset-after}, …. */
    public String name() {
        return json.path("fault").asText();
    }

    /** The status of a status fault. */
    public int status() {
        return Integer.parseInt(name().substring(0, 3));
    }

    /** A parameter; a missing node when it is not given. */
    public JsonNode parameter(String key) {
        return json.path(key);
    }

    /** The whole fault as JSON. */
    public ObjectNode toJson() {
        return json.deepCopy();
    }

    boolean chooses(String operation, String path, int page) {
        String wanted = json.path("path").asText("");
        return (wanted.isEmpty() || wanted.equals(operation) || (wanted.startsWith("/") && path.startsWith(wanted)))
                && (!json.has("page") || json.get("page").intValue() == page)
                && (!kind.needsPage() || page > (kind == FaultKind.REPEATED_PAGE ? 1 : 0));
    }

    /** Whether it fires on the n-th chosen call, having fired so many times before. */
    boolean fires(int chosen, int fired) {
        int n = chosen - json.path("after").asInt(json.path("afterCalls").asInt(0));
        return n > 0
                && n <= json.path("first").asInt(Integer.MAX_VALUE)
                && n % json.path("every").asInt(1) == 0
                && fired < json.path("times").asInt(Integer.MAX_VALUE);
    }

    @Override
    public String toString() {
        return json.toString();
    }

    private record Bounds(int least, int most) {
        boolean holds(int value) {
            return value >= least && value <= most;
        }
    }
}
