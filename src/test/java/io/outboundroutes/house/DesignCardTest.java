package io.outboundroutes.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** What the design fixes about the build: packages that are direct dependencies, one Camel, the files at the top. */
class DesignCardTest {

    private static final Pattern CAMEL_JAR = Pattern.compile("(camel-[a-z0-9-]+?)-(\\d[0-9A-Za-z.-]*)\\.jar");

    @Test
    void theDesignsPackagesAreDirectDependencies() throws Exception {
        List<String> declared = directDependencies();
        System.out.println("house: " + declared.size() + " direct dependencies in pom.xml");
        assertThat(declared)
                .contains(
                        "org.apache.camel:camel-core",
                        "org.apache.camel:camel-main",
                        "org.apache.camel:camel-http",
                        "org.apache.camel:camel-jackson",
                        "org.apache.camel:camel-quartz",
                        "org.apache.camel:camel-resilience4j",
                        "org.apache.camel:camel-test-junit5")
                .anyMatch(d -> d.startsWith("io.hawt:hawtio-"));
    }

    @Test
    void allOfCamelHasOneVersion() {
        Set<String> versions = new TreeSet<>();
        List<String> jars = new ArrayList<>();
        for (String entry : classPath()) {
            Matcher camel = CAMEL_JAR.matcher(Path.of(entry).getFileName().toString());
            if (camel.matches()) {
                jars.add(camel.group(1));
                versions.add(camel.group(2));
            }
        }
        System.out.println("house: " + jars.size() + " Camel jars of version " + versions);
        assertThat(jars).hasSizeGreaterThan(10);
        assertThat(versions).hasSize(1);
    }

    @Test
    void theTopLevelFilesExist() {
        List<String> expected =
                List.of("pom.xml", "src", "routes", "application.properties", "Dockerfile", "README.md");
        List<String> missing =
                expected.stream().filter(f -> !Files.exists(Path.of(f))).toList();
        System.out.println("house: looked for " + expected + " at the top");
        assertThat(missing).as("files that the design wants at the top").isEmpty();
    }

    /** Surefire may hide the class path in a manifest; it tells the real one in a property of its own. */
    private static List<String> classPath() {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));
        return Arrays.asList(path.split(Pattern.quote(File.pathSeparator), -1));
    }

    private static List<String> directDependencies() throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        Element project =
                factory.newDocumentBuilder().parse(new File("pom.xml")).getDocumentElement();
        return children(project, "dependencies")
                .flatMap(d -> children(d, "dependency"))
                .map(d -> text(d, "groupId") + ":" + text(d, "artifactId"))
                .toList();
    }

    private static Stream<Element> children(Element parent, String name) {
        NodeList nodes = parent.getChildNodes();
        List<Element> found = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            Node node = nodes.item(i);
            if (node instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found.stream();
    }

    private static String text(Element parent, String name) {
        return children(parent, name).map(Node::getTextContent).findFirst().orElse("");
    }
}
