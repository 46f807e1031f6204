package io.outboundroutes.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.outboundroutes.platform.text.Secret;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TypesTest {

    static Stream<Arguments> right() {
        return Stream.of(
                arguments("ISO duration", Types.DURATION, "PT30S", Duration.ofSeconds(30)),
                arguments("milliseconds", Types.DURATION, "500ms", Duration.ofMillis(500)),
                arguments("seconds", Types.DURATION, "30s", Duration.ofSeconds(30)),
                arguments("minutes", Types.DURATION, "5m", Duration.ofMinutes(5)),
                arguments("hours", Types.DURATION, "2h", Duration.ofHours(2)),
                arguments("days", Types.DURATION, "1d", Duration.ofDays(1)),
                arguments("capital unit", Types.DURATION, "30S", Duration.ofSeconds(30)),
                arguments("zero where allowed", Types.DURATION, "0s", Duration.ZERO),
                arguments("megabytes", Types.SIZE, "32MB", 33_554_432L),
                arguments("kilobytes", Types.SIZE, "1 kb", 1024L),
                arguments("bytes", Types.SIZE, "7B", 7L),
                arguments("rate per second", Types.RATE, "100/1s", new Rate(100, Duration.ofSeconds(1))),
                arguments("rate per minute", Types.RATE, "100/1m", new Rate(100, Duration.ofMinutes(1))),
                arguments("rate with ISO period", Types.RATE, "20/PT1S", new Rate(20, Duration.ofSeconds(1))),
                arguments("signing secret", Types.SIGNING_SECRET, "whsec_YWJj", Secret.of("whsec_YWJj")),
                arguments("plain signing secret", Types.SIGNING_SECRET, "any text", Secret.of("any text")),
                arguments("true", Types.BOOLEAN, "true", true),
                arguments("false", Types.BOOLEAN, "false", false),
                arguments("https", Types.HTTP_URL, "https://h.example/x?a=b", URI.create("https://h.example/x?a=b")),
                arguments("http with port", Types.BASE_URL, "http://127.0.0.1:81", URI.create("http://127.0.0.1:81")),
                arguments("range start", Types.integer(1, 250), "1", 1),
                arguments("range end", Types.integer(1, 250), "250", 250),
                arguments("decimal", Types.decimal(0, 100), "75.50", new BigDecimal("75.50")),
                arguments("decimal without a point", Types.decimal(0, 100), "100", new BigDecimal("100")),
                arguments("percent", Types.PERCENT, "20%", new BigDecimal("20")),
                arguments("percent with space", Types.PERCENT, "0.5 %", new BigDecimal("0.5")),
                arguments("percent without its sign", Types.PERCENT, "20", new BigDecimal("20")),
                arguments("off", Types.integerOrOff(1, 9), "off", OptionalInt.empty()),
                arguments("on", Types.integerOrOff(1, 9), "9", OptionalInt.of(9)),
                arguments("any hours", Types.LOCAL_WINDOW, "off", Optional.empty()),
                arguments("hours", Types.LOCAL_WINDOW, "09:00-20:00 Europe/Berlin", hours("09:00", "20:00")),
                arguments(
                        "hours of the night",
                        Types.LOCAL_WINDOW,
                        "22:00:30-06:00  Europe/Berlin",
                        hours("22:00:30", "06:00")),
                arguments("some of", Types.listOf("voice", "sms", "chat"), "chat, voice", List.of("chat", "voice")),
                arguments("word", Types.oneOf("guide", "named"), "named", "named"),
                arguments("list", Types.LIST, "region, product_tier", List.of("region", "product_tier")),
                arguments("path", Types.PATH, "data/audit.jsonl", Path.of("data", "audit.jsonl")),
                arguments("zone", Types.ZONE, "Europe/Berlin", ZoneId.of("Europe/Berlin")),
                arguments("proxy", Types.PROXY, "proxy.example:3128", new HostPort("proxy.example", 3128)),
                arguments("proxy url", Types.PROXY, "http://proxy.example:3128/", new HostPort("proxy.example", 3128)),
                arguments(
                        "tiers",
                        Types.TIERS,
                        "2h=PT1H, 12h=PT4H, else=PT24H",
                        new Tiers(
                                List.of(
                                        new Tiers.Tier(Duration.ofHours(2), Duration.ofHours(1)),
                                        new Tiers.Tier(Duration.ofHours(12), Duration.ofHours(4))),
                                Duration.ofHours(24))),
                arguments("only else", Types.TIERS, "else=PT1H", new Tiers(List.of(), Duration.ofHours(1))));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("right")
    void whatIsRightIsRead(String name, Type<?> type, String text, Object value) {
        assertThat((Object) type.parse(text)).isEqualTo(value);
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                arguments("bare number as duration", Types.DURATION, "30"),
                arguments("unknown unit of time", Types.DURATION, "3w"),
                arguments("negative duration", Types.DURATION, "-PT1S"),
                arguments("negative suffixed", Types.DURATION, "-1s"),
                arguments("month", Types.DURATION, "P1M"),
                arguments("endless duration", Types.DURATION, "999999999999d999"),
                arguments("less than the least", Types.durationFrom(Duration.ofSeconds(1)), "999ms"),
                arguments("a name that is none", StatisticsKeys.METRICS.type(), "callsAttempted,2calls"),
                arguments("zero where it makes no sense", Types.POSITIVE_DURATION, "PT0S"),
                arguments("bare number as size", Types.SIZE, "32"),
                arguments("zero size", Types.SIZE, "0MB"),
                arguments("overflowing size", Types.SIZE, "999999999999GB"),
                arguments("rate without period", Types.RATE, "100"),
                arguments("rate with bare period", Types.RATE, "100/1"),
                arguments("rate of nothing", Types.RATE, "0/1s"),
                arguments("rate in no time", Types.RATE, "100/0s"),
                arguments("rate in two days", Types.RATE, "100/2d"),
                arguments("hours without a zone", Types.LOCAL_WINDOW, "09:00-20:00"),
                arguments("hours in no zone", Types.LOCAL_WINDOW, "09:00-20:00 Europe/Atlantis"),
                arguments("hours by an offset", Types.LOCAL_WINDOW, "09:00-20:00 +01:00"),
                arguments("no hours", Types.LOCAL_WINDOW, "09:00-09:00 UTC"),
                arguments("25 o'clock", Types.LOCAL_WINDOW, "09:00-25:00 UTC"),
                arguments("one time alone", Types.LOCAL_WINDOW, "09:00 UTC"),
                arguments("broken expression", Types.PATTERN, "[a-z"),
                arguments("none of", Types.listOf("voice", "sms"), ""),
                arguments("not of", Types.listOf("voice", "sms"), "voice,fax"),
                arguments("twice of", Types.listOf("voice", "sms"), "voice,voice"),
                arguments("yes", Types.BOOLEAN, "yes"),
                arguments("TRUE", Types.BOOLEAN, "TRUE"),
                arguments("no scheme", Types.HTTP_URL, "hooks.example.com/x"),
                arguments("other scheme", Types.HTTP_URL, "ftp://hooks.example.com"),
                arguments("no host", Types.HTTP_URL, "https:///x"),
                arguments("space", Types.HTTP_URL, "https://a b"),
                arguments("fragment", Types.HTTP_URL, "https://h/#x"),
                arguments("user info in a base", Types.BASE_URL, "https://u:p@h"),
                arguments("query in a base", Types.BASE_URL, "https://h?x=1"),
                arguments("port too high", Types.BASE_URL, "https://h:65536"),
                arguments("below range", Types.integer(1, 250), "0"),
                arguments("above range", Types.integer(1, 250), "251"),
                arguments("fraction", Types.integer(1, 250), "2.5"),
                arguments("exponent", Types.integer(1, 250), "1E2"),
                arguments("beyond int", Types.integer(1, 250), "99999999999"),
                arguments("no number", Types.integer(1, 250), "ten"),
                arguments("decimal above range", Types.decimal(0, 100), "100.1"),
                arguments("decimal with exponent", Types.decimal(0, 100), "1E1"),
                arguments("decimal with comma", Types.decimal(0, 100), "7,5"),
                arguments("more than all", Types.PERCENT, "101%"),
                arguments("negative share", Types.PERCENT, "-1%"),
                arguments("share in words", Types.PERCENT, "half"),
                arguments("unknown word", Types.oneOf("guide", "named"), "Guide"),
                arguments("empty element", Types.LIST, "a,,b"),
                arguments("element twice", Types.LIST, "a,b, a"),
                arguments("line break", Types.TEXT, "a\nb"),
                arguments("line break in a secret", Types.SECRET, "a\r"),
                arguments("signing secret that is no Base64", Types.SIGNING_SECRET, "whsec_not Base64"),
                arguments("signing secret that is empty", Types.SIGNING_SECRET, "whsec_"),
                arguments("zone by offset", Types.ZONE, "+01:00"),
                arguments("unknown zone", Types.ZONE, "Europe/Atlantis"),
                arguments("proxy without port", Types.PROXY, "proxy.example"),
                arguments("proxy with a login", Types.PROXY, "u:p@proxy.example:1"),
                arguments("proxy with a path", Types.PROXY, "http://proxy.example:1/x"),
                arguments("path in a word", Types.WORD, "../guide"),
                arguments("tiers without else", Types.TIERS, "2h=PT1H"),
                arguments("tiers that do not ascend", Types.TIERS, "12h=PT1H,2h=PT4H,else=PT24H"),
                arguments("tiers with equal bounds", Types.TIERS, "2h=PT1H,120m=PT4H,else=PT24H"),
                arguments("tier without value", Types.TIERS, "2h,else=PT24H"));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("wrong")
    void whatIsWrongIsRefused(String name, Type<?> type, String text) {
        assertThatThrownBy(() -> type.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Optional<LocalWindow> hours(String from, String until) {
        return Optional.of(new LocalWindow(LocalTime.parse(from), LocalTime.parse(until), ZoneId.of("Europe/Berlin")));
    }
}
