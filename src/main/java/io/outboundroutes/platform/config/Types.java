package io.outboundroutes.platform.config;

import io.outboundroutes.platform.text.Secret;
import io.outboundroutes.platform.text.TokenHash;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The types settings have. */
public final class Types {

    private static final Pattern WORDS = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,15})?");

    /** Any text on one line. */
    public static final Type<String> TEXT = type("text on one line", Types::oneLine);

    /** A secret on one line. */
    public static final Type<Secret> SECRET = type("a secret on one line", text -> Secret.of(oneLine(text)));

    /** A secret that signs webhooks: {@code whsec_} and Base64, or any text. */
    public static final Type<Secret> SIGNING_SECRET =
            type("a secret on one line; after whsec_ it must be Base64", Types::signingSecret);

    /** Hashes of bearer tokens. */
    public static final Type<List<TokenHash>> TOKEN_HASHES = type(
            "sha256: and 64 hexadecimal digits, several separated by commas",
            text -> list(text).stream().map(TokenHash::parse).toList());

    /** Who may log in to the console, each name once. */
    public static final Type<List<Login>> LOGINS = type(
            "name:role:hash with the role viewer or operator and a hash from 'outbound hash-password', several"
                    + " separated by commas, each name once",
            text -> Login.all(list(text)));

    /** Who may use the REST API. */
    public static final Type<List<ApiToken>> API_TOKENS = type(
            "name:viewer:sha256: or name:operator:sha256: and 64 hexadecimal digits, several separated by commas, each"
                    + " name once",
            text -> ApiToken.all(list(text)));

    /** {@code true} or {@code false}. */
    public static final Type<Boolean> BOOLEAN = type("true or false", Types::bool);

    /** A duration with its unit, zero allowed. */
    public static final Type<Duration> DURATION =
            type("a duration such as PT30S, 500ms, 30s, 5m or 2h (a bare number is never one)", Units::duration);

    /** A duration with its unit, longer than zero. */
    public static final Type<Duration> POSITIVE_DURATION =
            type("a duration above zero such as PT30S, 500ms, 30s, 5m or 2h (a bare number is never one)", text -> {
                Duration duration = Units.duration(text);
                return require(!duration.isZero(), duration);
            });

    /** A size in bytes, above zero. */
    public static final Type<Long> SIZE =
            type("a size with its unit such as 32MB (B, KB, MB or GB; 1 KB is 1024 bytes)", text -> {
                long bytes = Units.size(text);
                return require(bytes > 0, bytes);
            });

    /** A share, with or without its sign. */
    public static final Type<BigDecimal> PERCENT = type(
            "a share from 0% to 100% such as 20%",
            text -> decimal(0, 100)
                    .parse(
                            text.endsWith("%")
                                    ? text.substring(0, text.length() - 1).strip()
                                    : text));

    /** Requests per period. */
    public static final Type<Rate> RATE =
            type("a rate such as 100/1s or 100/1m (how many / in which time)", Types::readRate);

    /** An http or https address. */
    public static final Type<URI> HTTP_URL = type(
            "an address such as https://host/path (http or https, without a fragment)",
            text -> HttpAddresses.read(text, true));

    /** The address of a server: what stands before the paths of its API. */
    public static final Type<URI> BASE_URL = type(
            "an address such as https://host (http or https, without user info, query or fragment)",
            text -> HttpAddresses.read(text, false));

    /** A file or directory. */
    public static final Type<Path> PATH = type("a path", text -> Path.of(oneLine(text)));

    /** A time zone of the IANA database. */
    public static final Type<ZoneId> ZONE = type("a time zone such as UTC or Europe/Berlin", Types::zone);

    /** A Quartz cron expression; what is right in one is decided by the {@link CronCheck} given at load time. */
    public static final Type<String> CRON = type("a Quartz cron expression", Types::oneLine);

    /** A word of lower-case letters, digits and dashes. */
    public static final Type<String> WORD = type(
            "a word of lower-case letters, digits and dashes",
            text -> require(WORDS.matcher(text).matches(), text));

    /** Texts separated by commas, at least one. */
    public static final Type<List<String>> LIST = type("names separated by commas, each once", Types::list);

    /** A proxy. */
    public static final Type<HostPort> PROXY = type(
            "a proxy such as proxy.example.com:3128 (no user info: proxies with a login are not supported)",
            HttpAddresses::readProxy);

    /** Hours of the day in which something may be done, or {@code off}, which is read as empty. */
    public static final Type<Optional<LocalWindow>> LOCAL_WINDOW = type(
            "two different times and an IANA time zone such as 09:00-20:00 Europe/Berlin, or off",
            text -> text.equals("off") ? Optional.empty() : Optional.of(LocalWindow.parse(text)));

    /** A regular expression that a whole value must match. */
    public static final Type<Pattern> PATTERN =
            type("a regular expression such as [A-Za-z0-9]+", text -> Pattern.compile(oneLine(text)));

    /** Ages and the durations they lead to. */
    public static final Type<Tiers> TIERS = type(
            "age=duration pairs with ascending ages and a last 'else', such as 2h=PT1H,12h=PT4H,else=PT24H",
            Types::readTiers);

    /** A time back from now, or from one time to another. */
    public static final Type<TimeWindow> WINDOW = type(
            "a duration such as PT24H or 90d, or start/end such as 2024-01-01T00:00:00Z/2024-02-01T00:00:00Z with the"
                    + " start before the end",
            TimeWindow::read);

    private Types() {}

    /** A duration with its unit, at least so long. */
    public static Type<Duration> durationFrom(Duration least) {
        return type("a duration of at least " + least + " such as PT30S, 30s, 5m or 2h", text -> {
            Duration duration = Units.duration(text);
            return require(duration.compareTo(least) >= 0, duration);
        });
    }

    /** A whole number in a range, both ends included. */
    public static Type<Integer> integer(int from, int to) {
        return type("a whole number from " + from + " to " + to, text -> {
            int number = new BigDecimal(text).intValueExact();
            return require(number >= from && number <= to && text.matches("-?\\d+"), number);
        });
    }

    /** A whole number in a range, or {@code off}, which is read as empty. */
    public static Type<OptionalInt> integerOrOff(int from, int to) {
        Type<Integer> number = integer(from, to);
        return type(
                number.expected() + ", or off",
                text -> text.equals("off") ? OptionalInt.empty() : OptionalInt.of(number.parse(text)));
    }

    /** A number in a range, both ends included, in plain notation. */
    public static Type<BigDecimal> decimal(int from, int to) {
        return type(
                "a number from " + from + " to " + to + " such as 75 or 75.5",
                text -> require(DECIMAL.matcher(text).matches() && inRange(text, from, to), new BigDecimal(text)));
    }

    private static boolean inRange(String text, int from, int to) {
        BigDecimal number = new BigDecimal(text);
        return number.compareTo(BigDecimal.valueOf(from)) >= 0 && number.compareTo(BigDecimal.valueOf(to)) <= 0;
    }

    /** Texts separated by commas, at least one, each of a form. */
    public static Type<List<String>> listOf(String expected, Pattern form) {
        return type(expected + " separated by commas, each once", text -> {
            List<String> names = list(text);
            return require(names.stream().allMatch(name -> form.matcher(name).matches()), names);
        });
    }

    /** One of the given words. */
    public static Type<String> oneOf(String... words) {
        List<String> allowed = List.of(words);
        return type("one of " + String.join(", ", allowed), text -> require(allowed.contains(text), text));
    }

    /** Some of the given words, separated by commas, each once, in an order that means something. */
    public static Type<List<String>> listOf(String... words) {
        List<String> allowed = List.of(words);
        return type("some of " + String.join(", ", allowed) + ", separated by commas, each once", text -> {
            List<String> names = list(text);
            return require(allowed.containsAll(names), names);
        });
    }

    private static <T> Type<T> type(String expected, Function<String, T> parser) {
        return new Type<>() {
            @Override
            public T parse(String text) {
                try {
                    return parser.apply(text);
                } catch (ArithmeticException e) {
                    throw new IllegalArgumentException("out of range", e);
                }
            }

            @Override
            public String expected() {
                return expected;
            }
        };
    }

    private static <T> T require(boolean holds, T value) {
        if (!holds) {
            throw new IllegalArgumentException("not as expected");
        }
        return value;
    }

    private static String oneLine(String text) {
        return require(text.chars().noneMatch(Character::isISOControl), text);
    }

    private static Secret signingSecret(String text) {
        if (text.startsWith("whsec_")) {
            require(Base64.getDecoder().decode(text.substring("whsec_".length())).length > 0, text);
        }
        return SECRET.parse(text);
    }

    private static Boolean bool(String text) {
        return require(text.equals("true") || text.equals("false"), text.equals("true"));
    }

    private static ZoneId zone(String text) {
        require(ZoneId.getAvailableZoneIds().contains(text), text);
        return ZoneId.of(text);
    }

    private static List<String> list(String text) {
        List<String> names =
                Arrays.stream(oneLine(text).split(",", -1)).map(String::strip).toList();
        require(names.stream().noneMatch(String::isEmpty), names);
        return require(names.stream().distinct().count() == names.size(), names);
    }

    private static Rate readRate(String text) {
        int slash = text.indexOf('/');
        require(slash > 0, slash);
        int permits = integer(1, 1_000_000).parse(text.substring(0, slash).strip());
        Duration period = Units.duration(text.substring(slash + 1).strip());
        return new Rate(permits, require(period.compareTo(Duration.ofDays(1)) <= 0, period));
    }

    private static Tiers readTiers(String text) {
        List<Tiers.Tier> tiers = new ArrayList<>();
        List<String> pairs = list(text);
        String last = pairs.get(pairs.size() - 1);
        require(last.startsWith("else="), last);
        for (String pair : pairs.subList(0, pairs.size() - 1)) {
            int equals = pair.indexOf('=');
            require(equals > 0, equals);
            tiers.add(new Tiers.Tier(
                    POSITIVE_DURATION.parse(pair.substring(0, equals).strip()),
                    POSITIVE_DURATION.parse(pair.substring(equals + 1).strip())));
        }
        return new Tiers(
                tiers, POSITIVE_DURATION.parse(last.substring("else=".length()).strip()));
    }
}
