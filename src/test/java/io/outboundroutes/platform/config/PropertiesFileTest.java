package io.outboundroutes.platform.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.platform.config.PropertiesFile.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PropertiesFileTest {

    private final Path directory;

    PropertiesFileTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void entriesKnowTheLineTheyStartOn() {
        assertThat(PropertiesFile.parse("f", "# a comment\\\na=1\r\n\n  b : two\\\n   words\n!c=3\nd\ne=\\u00e9\\n")
                        .entries())
                .containsExactly(
                        new Entry("a", "1", 2),
                        new Entry("b", "twowords", 4),
                        new Entry("d", "", 7),
                        new Entry("e", "é\n", 8));
    }

    @Test
    void anEvenNumberOfBackslashesDoesNotContinue() {
        assertThat(PropertiesFile.parse("f", "a=c:\\\\\nb=2").entries())
                .containsExactly(new Entry("a", "c:\\", 1), new Entry("b", "2", 2));
    }

    @Test
    void theFileIsUtf8AndAByteOrderMarkIsDropped() throws IOException {
        Path file = directory.resolve("application.properties");
        Files.writeString(file, "\uFEFFa=größer", StandardCharsets.UTF_8);

        assertThat(PropertiesFile.read(file).entries()).containsExactly(new Entry("a", "größer", 1));
    }

    @Test
    void anotherEncodingIsAProblemNotGarbage() throws IOException {
        Path file = directory.resolve("application.properties");
        Files.writeString(file, "a=größer", StandardCharsets.ISO_8859_1);

        assertThat(PropertiesFile.read(file).problems())
                .singleElement()
                .extracting(ConfigProblem::message)
                .isEqualTo("application.properties: is not UTF-8 text; save it as UTF-8");
    }

    @Test
    void aBrokenEscapeIsAProblemWithItsLine() {
        PropertiesFile file = PropertiesFile.parse("application.properties", "a=1\nb=\\u12\nc=3");

        assertThat(file.problems()).extracting(ConfigProblem::key).containsExactly("application.properties:2");
        assertThat(file.entries()).extracting(Entry::key).containsExactly("a", "c");
    }

    @Test
    void theWorkingDirectoryWinsOverTheJars() throws IOException {
        Path working = Files.createDirectory(directory.resolve("working"));
        Path jar = Files.createDirectory(directory.resolve("jar"));
        Path besideJar = Files.createFile(jar.resolve("application.properties"));

        assertThat(PropertiesFile.locate(List.of(working, jar))).contains(besideJar);
        Path inWorking = Files.createFile(working.resolve("application.properties"));
        assertThat(PropertiesFile.locate(List.of(working, jar))).contains(inWorking);
    }

    @Test
    void aDirectoryInItsPlaceIsAProblemAndIsNotPassedOver() throws IOException {
        Path working = Files.createDirectory(directory.resolve("working"));
        Path jar = Files.createDirectory(directory.resolve("jar"));
        Files.createFile(jar.resolve("application.properties"));
        Path wrong = Files.createDirectory(working.resolve("application.properties"));

        assertThat(PropertiesFile.locate(List.of(working, jar))).contains(wrong);
        assertThat(PropertiesFile.read(wrong).problems())
                .extracting(ConfigProblem::message)
                .containsExactly(
                        "application.properties: is a directory, and a file was expected; remove it, or mount a file"
                                + " that is there (docker -v makes a directory of one that is not): " + wrong);
    }
}
