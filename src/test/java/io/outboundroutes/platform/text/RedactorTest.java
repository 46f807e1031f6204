package io.outboundroutes.platform.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactorTest {

    private final Redactor redactor = new Redactor();

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "bearer token      | Authorization: Bearer eyJhbGciOi.J9-_~+/=  | Authorization: Bearer ***",
                "basic credentials | basic YWJjOmRlZg== sent                    | basic *** sent",
                "e-mail            | to anna.o'neil+x@mail.example.com failed   | to *** failed",
                "e-mail, encoded   | q=anna%40example.com                       | q=***",
                "phone             | call +14155550123 now                      | call *** now",
                "phone, written    | call +49 (0)170-123 45 67 now              | call *** now",
                "phone, encoded    | to=%2B14155550123&x=1                      | to=***&x=1",
                "form secret       | id=a&client_secret=s3c%2Fr3t&x=1           | id=a&client_secret=***&x=1",
                "JSON secret       | {\"client_secret\":\"s3cr3t\"}             | {\"client_secret\":\"***\"}",
                "escaped secret    | {\\\"password\\\":\\\"s3cr3t\\\"}           | {\\\"password\\\":\\\"***\\\"}",
                "access token      | access_token: abc.def                      | access_token: ***",
                "user info         | https://user:pw@host.example/x             | https://***@host.example/x",
                "query             | GET https://host.example/x?sig=abc failed  | GET https://host.example/x?*** failed",
                "both              | http://u@h:81/x?a=b                        | http://***@h:81/x?***",
                "time with offset  | at 2024-01-01T00:00:00.000+01:00 sharp     | at 2024-01-01T00:00:00.000+01:00 sharp",
                "ids stay          | contact 14155550123 of list a-b_c.d        | contact 14155550123 of list a-b_c.d",
            })
    void all16_whatLooksPersonalOrSecretIsMasked(String name, String text, String shown) {
        assertThat(redactor.redact(text)).isEqualTo(shown);
    }

    @Test
    void all16_knownSecretsAreMaskedHoweverTheyAreWritten() {
        redactor.learn(Secret.of("can\"ary /1"));
        redactor.learn(Secret.of("can\"ary /1 and more"));
        redactor.learnToken("tok-canary-2");

        assertThat(redactor.redact(
                        "a can\"ary /1 b can%22ary+%2F1 c can\\\"ary /1 d tok-canary-2 e can\"ary /1 and more"))
                .isEqualTo("a *** b *** c *** d *** e ***");
    }

    @Test
    void oldTokensAreForgottenAndSecretsAreNot() {
        redactor.learn(Secret.of("the-secret"));
        for (int i = 100; i < 200; i++) {
            redactor.learnToken("token-" + i);
        }

        assertThat(redactor.redact("the-secret token-199 token-136 token-135")).isEqualTo("*** *** *** token-135");
    }

    @Test
    void aSecretOfThreeLettersDoesNotRiddleTexts() {
        redactor.learn(Secret.of("the"));

        assertThat(redactor.redact("the other")).isEqualTo("the other");
    }

    @ParameterizedTest(name = "U+{0}")
    @CsvSource({"000A", "000D", "0000", "0009", "000B", "000C", "007F", "0085", "2028", "2029", "202E", "200B", "D800"})
    void all20_controlCharactersNeverStartALine(String code) {
        char c = (char) Integer.parseInt(code, 16);

        assertThat(redactor.redact("a" + c + "2024-01-01 ERROR forged")).isEqualTo("a 2024-01-01 ERROR forged");
        assertThat(redactor.redact(c + "x")).isEqualTo("x");
    }

    @Test
    void all20_terminalEscapesAreTakenOut() {
        assertThat(redactor.redact("a\u001B[31;1mred\u001B[0m\u001B]0;title\u0007b"))
                .isEqualTo("a red  ]0;title b");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"ASCII, x, 2045", "two bytes, ü, 1022", "three bytes, €, 681", "four bytes, 😀, 511"})
    void all20_atMostTwoKilobytesAreKeptAndNoCharacterIsSplit(String name, String character, int kept) {
        String shown = redactor.redact(character.repeat(3000));

        assertThat(shown).isEqualTo(character.repeat(kept) + "…");
        assertThat(shown.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(2048);
    }

    @Test
    void all20_exactlyTwoKilobytesAreKeptWhole() {
        assertThat(redactor.redact("x".repeat(2048))).isEqualTo("x".repeat(2048));
    }

    @Test
    void all16_aSecretCutByTheLimitIsNotShownInPart() {
        redactor.learn(Secret.of("canary-" + "y".repeat(1000)));
        // Each of these shrinks to three characters, so that the cut comes into view.
        String mails = ("a@" + "b".repeat(250) + " ").repeat(300).substring(0, 64 * 1024 - 500);
        String endsInASecret = mails + " canary-" + "y".repeat(1000);

        assertThat(redactor.redact(endsInASecret)).doesNotContain("canary");
    }

    @Test
    void megabytesOfHostileTextComeToAnEnd() {
        // Not a measure of speed: what backtracks without bound never ends at all.
        assertTimeout(Duration.ofMinutes(2), () -> {
            for (String text : new String[] {"a://", "a@", "secret=", "+1 ", "a?", "Bearer ", "\u001B["}) {
                assertThat(redactor.redact(text.repeat(1_000_000))).isNotNull();
            }
        });
    }
}
