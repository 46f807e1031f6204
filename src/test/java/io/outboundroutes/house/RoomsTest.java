package io.outboundroutes.house;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The arrows between the rooms. A room that does not exist yet keeps its rules; a house without classes fails. */
class RoomsTest {

    private static final String HOUSE = "io.outboundroutes.";
    private static final String APP = room("app");
    private static final String DEV = "io.outboundroutes.app.dev..";
    private static final String BLOCKS = room("blocks");
    private static final String PLATFORM = room("platform");
    private static final String WORKFLOW = room("workflow");
    private static final String VENDOR = room("vendor");
    private static final String SANDBOX = room("sandbox");
    private static final String CONSOLE = room("console");
    private static final String CAMEL = "org.apache.camel..";
    private static final String[] INPUT_OUTPUT = {
        "java.net.http..",
        "java.nio.channels..",
        "java.sql..",
        "javax.sql..",
        "org.apache.hc..",
        "com.sun.net.httpserver.."
    };

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.outboundroutes");
    private static final JavaClasses ALL = new ClassFileImporter().importPackages("io.outboundroutes");

    private static String room(String name) {
        return HOUSE + name + "..";
    }

    static Stream<Arguments> arrows() {
        return Stream.of(
                arrow(
                        "app",
                        "nothing uses app",
                        noClasses()
                                .that()
                                .resideOutsideOfPackage(APP)
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage(APP)
                                .because(
                                        "app puts the rooms together; whoever needed it could not be used without all of them")),
                arrow(
                        "app",
                        "only the command dev exchanges routes",
                        noClasses()
                                .that()
                                .resideOutsideOfPackage(DEV)
                                .and()
                                .doNotHaveFullyQualifiedName("io.outboundroutes.app.cli.DevCommand")
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage(DEV)
                                .because("in production nobody may change what runs by saving a file")),
                arrow(
                        "platform",
                        "platform stands alone",
                        forbidden(PLATFORM, CAMEL, APP, BLOCKS, WORKFLOW, VENDOR, SANDBOX, CONSOLE)
                                .because(
                                        "auth, budget, paging, text and store are tested in milliseconds, without Camel")),
                arrow(
                        "workflow",
                        "workflows use the JDK and themselves",
                        classes()
                                .that()
                                .resideInAPackage(WORKFLOW)
                                .should()
                                .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify..", WORKFLOW)
                                        .and(not(inputOutput())))
                                .because(
                                        "the rules of a workflow are pure functions: same input, same answer, no I/O")),
                arrow(
                        "workflow",
                        "no workflow uses another",
                        slices().matching("io.outboundroutes.workflow.(*)..")
                                .should()
                                .notDependOnEachOther()
                                .because("a change for one business process must not reach another")),
                arrow(
                        "vendor",
                        "vendor mappings use no other room",
                        forbidden(VENDOR, CAMEL, APP, BLOCKS, PLATFORM, SANDBOX, CONSOLE)
                                .because("a mapping between two shapes needs neither routes nor a store")),
                arrow(
                        "vendor",
                        "vendor mappings do no I/O",
                        noClasses()
                                .that()
                                .resideInAPackage(VENDOR)
                                .should()
                                .dependOnClassesThat(inputOutput())
                                .because("a mapping is tested with two JSON files")),
                arrow(
                        "blocks",
                        "blocks use platform only",
                        forbidden(BLOCKS, APP, WORKFLOW, VENDOR, SANDBOX, CONSOLE)
                                .because("a block frames any workflow, so it must know none")),
                arrow(
                        "console",
                        "console uses platform only",
                        forbidden(CONSOLE, APP, BLOCKS, WORKFLOW, VENDOR, SANDBOX)
                                .because("the console shows what the store and Camel tell, and decides nothing")),
                arrow(
                        "sandbox",
                        "sandbox uses no room",
                        forbidden(SANDBOX, CAMEL, APP, BLOCKS, PLATFORM, WORKFLOW, VENDOR, CONSOLE)
                                .because("a shared mistake would cancel out: the peer must be written a second time")),
                arrow(
                        "sandbox",
                        "only app uses sandbox",
                        noClasses()
                                .that()
                                .resideOutsideOfPackages(APP, SANDBOX)
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage(SANDBOX)
                                .because("nobody may reach the sandbox believing it was the vendor")),
                arrow(
                        "",
                        "no cycles between the packages of the house",
                        slices().matching("io.outboundroutes.(**)")
                                .should()
                                .beFreeOfCycles()
                                .because("packages in a cycle can only be understood, tested and moved together")),
                arrow(
                        "",
                        "every package is null-marked",
                        classes()
                                .that()
                                .resideInAPackage("io.outboundroutes..")
                                .should(beInANullMarkedPackage())
                                .because(
                                        "NullAway checks only what is marked, and an unmarked package looks just as safe")));
    }

    static Stream<Arguments> habits() {
        return Stream.of(
                arrow(
                        "",
                        "nobody sleeps",
                        noClasses()
                                .should()
                                .callMethod(Thread.class, "sleep", long.class)
                                .orShould()
                                .callMethod(Thread.class, "sleep", long.class, int.class)
                                .orShould()
                                .callMethod(java.util.concurrent.TimeUnit.class, "sleep", long.class)
                                .because(
                                        "waits are computed and passed to whoever waits, so that tests need no real time")),
                arrow(
                        "",
                        "case conversion names its locale",
                        noClasses()
                                .should()
                                .callMethod(String.class, "toLowerCase")
                                .orShould()
                                .callMethod(String.class, "toUpperCase")
                                .because("a Turkish server would compute other group keys")));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("arrows")
    void mainClassesKeepTheArrows(String room, String name, ArchRule rule) {
        check(room, name, rule, MAIN);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("habits")
    void mainAndTestClassesKeepTheHabits(String room, String name, ArchRule rule) {
        check(room, name, rule, ALL);
    }

    @Test
    void everyClassStandsInARoom() {
        Map<String, Integer> classesByRoom = new TreeMap<>();
        MAIN.forEach(c -> classesByRoom.merge(roomOf(c), 1, Integer::sum));
        System.out.println("house: classes by room " + classesByRoom);
        assertThat(classesByRoom).isNotEmpty();
        assertThat(classesByRoom.keySet())
                .isSubsetOf("app", "blocks", "platform", "workflow", "vendor", "sandbox", "console");
    }

    private static void check(String room, String name, ArchRule rule, JavaClasses classes) {
        long seen = classes.stream()
                .filter(room.isEmpty() ? alwaysTrue() : resideInAPackage(room(room)))
                .count();
        System.out.println("house: '" + name + "' looked at " + seen + " of " + classes.size() + " classes");
        assertThat(classes.size()).as("classes of the house").isPositive();
        rule.allowEmptyShould(true).check(classes);
    }

    private static String roomOf(JavaClass type) {
        String rest = type.getPackageName().substring(HOUSE.length() - 1);
        return rest.isEmpty() ? "outside" : rest.substring(1).split("\\.", 2)[0];
    }

    /** No class of the room depends on these packages. */
    private static ArchRule forbidden(String room, String... packages) {
        return noClasses()
                .that()
                .resideInAPackage(room)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages);
    }

    private static DescribedPredicate<JavaClass> inputOutput() {
        return resideInAnyPackage(INPUT_OUTPUT)
                .or(DescribedPredicate.describe(
                        "files and sockets",
                        c -> c.getName().equals("java.nio.file.Files")
                                || c.getName().equals("java.net.Socket")
                                || c.getName().equals("java.net.URLConnection")
                                || c.getName().startsWith("java.io.File")));
    }

    private static ArchCondition<JavaClass> beInANullMarkedPackage() {
        return new ArchCondition<>("be in a package with @NullMarked in its package-info.java") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(
                        type, marked, type.getName() + (marked ? " is" : " is not") + " in a null-marked package"));
            }
        };
    }

    private static Arguments arrow(String room, String name, ArchRule rule) {
        return Arguments.of(room, name, rule);
    }
}
