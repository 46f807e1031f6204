package io.outboundroutes.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher {@code outbound}, with a {@code java} and a {@code mvn} that only note how they are called. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class LauncherTest {

    @TempDir
    Path folder;

    private Path home;
    private Path tools;
    private String javaOpts;

    @BeforeEach
    void aCheckoutThatWasNeverBuilt() throws IOException {
        home = Files.createDirectories(folder.resolve("a home with spaces"));
        tools = Files.createDirectories(folder.resolve("bin"));
        Files.copy(Path.of("outbound"), home.resolve("outbound"));
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        Files.writeString(Files.createDirectories(home.resolve("src/main/java")).resolve("A.java"), "class A {}");
        // Only what a bare machine has: whether java and mvn are there is the test's to say.
        for (String name : List.of("sh", "dirname", "find", "head", "cat", "mkdir", "touch", "env")) {
            script(tools.resolve(name), "exec " + which(name) + " \"$@\"");
        }
        stub("java", "exit ${JAVA_EXIT:-0}");
        stub("mvn", "mkdir -p target/lib && touch target/outbound-routes.jar");
    }

    private static Path which(String name) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + name + " on the PATH"));
    }

    private void stub(String name, String does) throws IOException {
        String calls = "for a in \"$@\"; do echo \"$a\"; done > '" + folder.resolve(name + ".called") + "'\n";
        script(tools.resolve(name), calls + does);
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, "#!" + which("sh") + "\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void isValidShell() throws Exception {
        assertThat(execute(List.of("sh", "-n", home.resolve("outbound").toString()), "0"))
                .isEqualTo(new Ended(0, "", ""));
    }

    @Test
    void buildsOnFirstUseAndPassesEveryArgumentOnAsItIs() throws Exception {
        Ended ended = outbound("0", "run", "contact segmentation", "-P", "a=b c", "");

        assertThat(ended.exit()).isZero();
        assertThat(ended.out()).as("stdout belongs to reports").isEmpty();
        assertThat(ended.err()).contains("building");
        assertThat(called("mvn")).contains("package");
        assertThat(called("java"))
                .containsSubsequence(
                        "-jar",
                        home.resolve("target/outbound-routes.jar").toString(),
                        "run",
                        "contact segmentation",
                        "-P",
                        "a=b c",
                        "")
                .contains("-Doutbound.terminal=false");
    }

    @Test
    void doesNotBuildWhatIsFresh() throws Exception {
        built();

        assertThat(outbound("0", "check").exit()).isZero();
        assertThat(folder.resolve("mvn.called")).doesNotExist();
        assertThat(called("java")).endsWith("check");
    }

    @Test
    void choosesTheCollectorUnlessJavaOptsDoes() throws Exception {
        built();

        outbound("0", "check");
        assertThat(called("java")).startsWith("-XX:+UseSerialGC");
        javaOpts = "-XX:+UseG1GC -Xmx256m";
        outbound("0", "check");
        assertThat(called("java")).startsWith("-XX:+UseG1GC", "-Xmx256m").doesNotContain("-XX:+UseSerialGC");
    }

    @Test
    void buildsAgainWhenASourceIsNewerThanTheBuild() throws Exception {
        built();
        Files.setLastModifiedTime(
                home.resolve("src/main/java/A.java"),
                FileTime.from(Instant.now().plusSeconds(3600)));

        outbound("0", "check");

        assertThat(called("mvn")).contains("package");
    }

    @Test
    void passesTheProgramsExitCodeOn() throws Exception {
        built();

        assertThat(outbound("75", "run").exit()).isEqualTo(75);
    }

    @Test
    void aBuildThatFailsStartsNothing() throws Exception {
        stub("mvn", "echo broken; exit 3");

        Ended ended = outbound("0", "run");

        assertThat(ended.exit()).isEqualTo(3);
        assertThat(ended.out()).as("what Maven says is no report").isEmpty();
        assertThat(folder.resolve("java.called")).doesNotExist();
    }

    @Test
    void withoutJavaOrMavenItSaysWhatToInstall() throws Exception {
        Files.delete(tools.resolve("mvn"));
        Ended noMaven = outbound("0", "run");
        Files.delete(tools.resolve("java"));
        Ended noJava = outbound("0", "run");

        assertThat(noMaven.exit()).isEqualTo(78);
        assertThat(noMaven.err()).contains("no mvn", "install Maven");
        assertThat(noJava.exit()).isEqualTo(78);
        assertThat(noJava.err()).contains("no java", "17");
    }

    private void built() throws IOException {
        Path jar = Files.createDirectories(home.resolve("target/lib")).resolveSibling("outbound-routes.jar");
        Files.createFile(jar);
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(60)));
    }

    private List<String> called(String name) throws IOException {
        return Files.readAllLines(folder.resolve(name + ".called"));
    }

    private Ended outbound(String javaExit, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("sh", home.resolve("outbound").toString()));
        command.addAll(List.of(arguments));
        return execute(command, javaExit);
    }

    private Ended execute(List<String> command, String javaExit) throws Exception {
        List<String> absolute = new ArrayList<>(command);
        absolute.set(0, tools.resolve(command.get(0)).toString());
        Path out = folder.resolve("stdout");
        Path err = folder.resolve("stderr");
        ProcessBuilder builder = new ProcessBuilder(absolute)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", tools.toString());
        builder.environment().put("JAVA_EXIT", javaExit);
        if (javaOpts != null) {
            builder.environment().put("JAVA_OPTS", javaOpts);
        }
        Process process = builder.start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Ended(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }
}
