package io.outboundroutes.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.outboundroutes.testing.Jdks;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Dockerfile's steps, done without an engine: in a clean folder, with the files that an engine would be sent. */
class DockerfileTest {

    private static final Path PROJECT = Path.of("").toAbsolutePath();
    private static final Dockerfile DOCKERFILE = Dockerfile.read(PROJECT.resolve("Dockerfile"));

    @Test
    void itsStepsBuildAProgramThatStarts(@TempDir Path folder) throws Exception {
        assertThat(mavenAt())
                .as("Maven, on the PATH or in the system property maven.home: needed to do the Dockerfile's RUN mvn")
                .isNotEmpty();
        Path context = folder.resolve("context");
        List<Path> sent = new BuildContext(PROJECT).copyTo(context);
        Steps steps = new Steps(context, folder);
        Dockerfile.Stage image = DOCKERFILE.image();
        int done = 0;
        for (Dockerfile.Stage stage : DOCKERFILE.stages()) {
            // The image's own RUN makes a user and a folder of the machine: of the engine's, not of this one.
            steps.execute(stage, !stage.equals(image));
            done += stage.steps().size();
        }
        System.out.println("house: Dockerfile with " + done + " steps in "
                + DOCKERFILE.stages().size() + " stages, " + sent.size() + " files sent");

        Path app = steps.inside(image, "/app");
        assertThat(app.resolve("routes/contact-segmentation.camel.yaml")).exists();
        assertThat(app.resolve("application.properties")).exists();
        Optional<Path> java = Jdks.of(feature(image));
        System.out.println("house: the image's Java " + feature(image) + ", with which its cache is made: "
                + java.map(Path::toString).orElse("none here, so no cache was made"));
        Map<String, String> environment = java.map(DockerfileTest::environment).orElse(Map.of());
        List<String> start = new ArrayList<>(image.last("ENTRYPOINT").orElseThrow().exec().stream()
                .map(word -> word.replace("/app/", app + "/"))
                .toList());
        if (java.isPresent()) {
            cache(steps, image, app, environment);
            // A cache that does not fit is passed over otherwise, and nobody would notice.
            start.add(1, "-XX:AOTMode=on");
            start.set(0, java.get().resolve("bin/java").toString());
        } else {
            assertThat(start.removeIf(word -> word.startsWith("-XX:AOTCache="))).isTrue();
        }
        start.add("--help");
        Steps.Ran help = steps.run(start, app, environment);
        assertThat(help.exitCode()).as(help.output()).isZero();
        assertThat(help.output()).contains("serve", "demo", "check");
    }

    /** The Java that the image is made of. */
    private static int feature(Dockerfile.Stage image) {
        return Integer.parseInt(image.from().replaceFirst("^.*:(\\d+)-jre$", "$1"));
    }

    private static Map<String, String> environment(Path home) {
        return Map.of(
                "JAVA_HOME", home.toString(), "PATH", home.resolve("bin") + File.pathSeparator + System.getenv("PATH"));
    }

    /** The one RUN of the image that is the program's own. */
    private static void cache(Steps steps, Dockerfile.Stage image, Path app, Map<String, String> environment)
            throws Exception {
        List<Dockerfile.Step> own = image.steps("RUN").stream()
                .filter(step -> step.text().startsWith("java "))
                .toList();
        assertThat(own).hasSize(1);
        Steps.Ran ran =
                steps.run(List.of("sh", "-ec", own.get(0).text().replace("/app/", app + "/")), app, environment);
        assertThat(ran.exitCode()).as(ran.output()).isZero();
        assertThat(app.resolve("classes.aot")).isNotEmptyFile();
    }

    @Test
    void nothingButSourcesIsSentToTheEngine() throws Exception {
        BuildContext context = new BuildContext(PROJECT);
        assertThat(Stream.of(
                        "pom.xml", "src/main/java/A.java", "routes/vendors/a.camel.yaml", "application.properties"))
                .allMatch(path -> context.isSent(Path.of(path)));
        assertThat(Stream.of(
                        ".git/config",
                        ".env",
                        "target/lib/a.jar",
                        "data/outbound.mv.db",
                        "audit.jsonl",
                        "secrets/client",
                        "src/test/java/A.java",
                        "Dockerfile"))
                .noneMatch(path -> context.isSent(Path.of(path)));
    }

    @Test
    void theImageRunsAsSomebodyWhoIsNotRoot() {
        Dockerfile.Stage image = DOCKERFILE.image();
        assertThat(image.from()).contains("jre");
        assertThat(image.last("USER"))
                .hasValueSatisfying(user -> assertThat(user.text()).isNotIn("root", "0"));
        assertThat(image.last("VOLUME").orElseThrow().exec()).containsExactly("/app/data", "/app/inbox");
    }

    @Test
    void all20_theImageOpensNothingToTheNetworkByItself() {
        assertThat(DOCKERFILE.image().steps("ENV"))
                .noneMatch(step -> step.text().contains("CONSOLE_BIND"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"healthy, 200, 0", "failing, 503, 1", "elsewhere, 404, 1"})
    void itsHealthCheckAsksTheLivenessEndpoint(String name, int status, int exitCode, @TempDir Path folder)
            throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/observe/health/live", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        try {
            assertThat(check(folder, server.getAddress().getPort())).as(name).isEqualTo(exitCode);
        } finally {
            server.stop(0);
        }
        assertThat(check(folder, server.getAddress().getPort()))
                .as("nobody there")
                .isEqualTo(1);
    }

    private static int check(Path folder, int port) throws Exception {
        List<String> command =
                DOCKERFILE.image().last("HEALTHCHECK").orElseThrow().exec();
        return new Steps(folder, folder)
                .run(command, folder, Map.of("CONSOLE_PORT", Integer.toString(port)))
                .exitCode();
    }

    private static List<Path> mavenAt() {
        List<Path> places = new ArrayList<>();
        Steps.maven().ifPresent(home -> places.add(home.resolve("bin/mvn")));
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            places.add(Path.of(folder, "mvn"));
        }
        return places.stream().filter(Files::isExecutable).toList();
    }
}
