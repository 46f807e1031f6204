package io.outboundroutes.platform.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An input that cannot be read says where and why, and how to mend it. */
class InputRowsTest {

    private static final String HEADER = "externalContactId,name\n";

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"in.csv", "in.json", "standard input"})
    void textThatIsNoUtf8IsRefusedWithItsLine(String name) {
        String json = "[{\"name\":\"M\u00fcller\"}]";
        String text = name.equals("in.json") ? "\n" + json : HEADER + "E1,M\u00fcller\n";

        assertThatThrownBy(() -> read(text.getBytes(StandardCharsets.ISO_8859_1), name))
                .isInstanceOf(InputProblem.class)
                .hasMessage(name + " cannot be read: line 2 is not UTF-8 text; save it as UTF-8 (in Excel: CSV UTF-8)"
                        + " and hand it in again. Nothing of it was taken");
    }

    @Test
    void theLineIsRightHoweverFarReadersReadAhead() {
        String rows =
                IntStream.rangeClosed(1, 3000).mapToObj(i -> "E" + i + ",x\n").collect(Collectors.joining());

        assertThatThrownBy(
                        () -> read((HEADER + rows + "E3001,\u00fc\n").getBytes(StandardCharsets.ISO_8859_1), "in.csv"))
                .hasMessageContaining("line 3002 is not UTF-8");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-32"})
    void otherUnicodesAreRefused(String charset) {
        assertThatThrownBy(() -> read((HEADER + "E1,\u00fc").getBytes(Charset.forName(charset)), "in.csv"))
                .isInstanceOf(InputProblem.class);
    }

    @Property
    boolean whatIsUtf8Passes(@ForAll String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new String(new Utf8Input(new ByteArrayInputStream(bytes)).readAllBytes(), StandardCharsets.UTF_8)
                .equals(new String(bytes, StandardCharsets.UTF_8));
    }

    @Property
    boolean whatIsNotDoesNot(@ForAll byte[] bytes) {
        boolean utf8 = Arrays.equals(new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8), bytes);
        Utf8Input in = new Utf8Input(new ByteArrayInputStream(bytes));
        try {
            in.readAllBytes();
            return utf8 && !in.refused();
        } catch (IOException e) {
            return !utf8 && in.refused();
        }
    }

    @ParameterizedTest(name = "{0} -> {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            the first row of an array  | [{"a":1 "b":2}]          | cannot be read in row 1: not JSON
            a later one                | [{"a":1},{"a":2 "b":3}]  | cannot be read in row 2: not JSON
            what stands between two    | [{"a":1} {"a":2}]        | cannot be read after row 1: not JSON
            an end in the middle       | [{"a":1},{"a":           | cannot be read in row 2: not JSON: it ends in the middle
            an array that does not end | [{"a":1}                 | cannot be read after row 1: not JSON: it ends in the middle
            what follows it            | [{"a":1}] x              | cannot be read after row 1: not JSON
            """)
    void theRowThatCannotBeReadIsNamed(String name, String text, String said) {
        assertThatThrownBy(() -> read(text.getBytes(StandardCharsets.UTF_8), "in.json"))
                .isInstanceOf(InputProblem.class)
                .hasMessageContaining("in.json " + said);
    }

    @Test
    void aRowOfCsvWithTooManyCellsIsNamed() {
        assertThatThrownBy(() -> read("a,b\n1,2\n1,2,3\n".getBytes(StandardCharsets.UTF_8), "in.csv"))
                .hasMessageContaining("in.csv cannot be read in row 2: not CSV with a header");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"in.csv", "in.json"})
    void aDiskThatFailsIsNotTheInputsFault(String name) {
        assertThatThrownBy(() -> InputRows.of(new Failing(), name))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage(name + " cannot be read: the disk or the file system refused it");
    }

    private static long read(byte[] bytes, String name) {
        InputRows rows = InputRows.of(new ByteArrayInputStream(bytes), name);
        long read = 0;
        while (rows.hasNext()) {
            assertThat(rows.next()).startsWith("{");
            read++;
        }
        return read;
    }

    private static final class Failing extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("/secret/place broke");
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return read();
        }
    }
}
