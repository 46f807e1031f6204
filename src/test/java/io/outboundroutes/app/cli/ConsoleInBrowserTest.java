package io.outboundroutes.app.cli;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.outboundroutes.app.Serving;
import io.outboundroutes.app.TestHouse;
import io.outboundroutes.console.Console;
import io.outboundroutes.platform.intake.InputRows;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunRequest;
import io.outboundroutes.platform.run.RunStatus;
import io.outboundroutes.platform.run.Trigger;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.ServiceStatus;
import org.apache.camel.api.management.ManagedCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The console as people see it, in the machine's own Chromium. What it looked like lies in {@code target/screenshots}. */
@Timeout(600)
class ConsoleInBrowserTest {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final double PATIENCE_MILLIS = 120_000;
    private static final double GLANCE_MILLIS = 5_000;
    private static final List<String> WORKFLOWS = List.of(
            "campaign-schedules",
            "campaign-statistics",
            "contact-segmentation",
            "engagement-sync",
            "external-contacts");

    @TempDir
    static Path folder;

    private static Playwright playwright;
    private static Browser chromium;
    private static SandboxServer sandbox;
    private static TestHouse house;
    private static Serving serving;
    private static Console console;

    private Page page;

    /** What the person at the screen would say: where the browser stood, and what it showed. */
    @RegisterExtension
    final AfterTestExecutionCallback scene = context -> {
        if (context.getExecutionException().isPresent()) {
            shot("failed-" + context.getRequiredTestMethod().getName());
            System.err.println(
                    page.url() + System.lineSeparator() + page.locator("body").innerText());
        }
    };

    @BeforeAll
    static void start() {
        Path executable = executable();
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        // Chromium's own sandbox does not work for root, as in a container; it opens nothing but our own pages.
        chromium = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        .setArgs(List.of("--no-sandbox")));
        sandbox = SandboxServer.start(SandboxOptions.defaults().withContacts(60));
        house = TestHouse.open(sandbox, folder, Map.of("segmentation.enabled", "true"));
        serving = Serving.start(house.house());
        console = ConsoleUsers.open(house.house());
    }

    private static Path executable() {
        Optional<Path> found = Stream.of(
                        System.getenv().getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator), -1))
                .flatMap(directory -> NAMES.stream().map(name -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty()) {
            String missing = "none of " + NAMES + " is on the PATH, so nobody looks at the console in a browser";
            assertThat(System.getenv("CI")).as(missing).isNotEqualTo("true");
            System.err.println("SKIPPED: " + missing);
            Assumptions.abort(missing);
        }
        return found.get();
    }

    @AfterAll
    static void close() {
        for (AutoCloseable each : Arrays.asList(chromium, playwright, console)) {
            try {
                if (each != null) {
                    each.close();
                }
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
        if (house != null) {
            serving.stop(Duration.ZERO);
            house.close();
            sandbox.close();
        }
    }

    @BeforeEach
    void newPage() {
        page = chromium.newContext(new Browser.NewContextOptions().setViewportSize(1280, 800))
                .newPage();
        page.setDefaultTimeout(PATIENCE_MILLIS);
    }

    @AfterEach
    void closePage() {
        page.context().close();
    }

    @Test
    void aWrongPasswordIsRefusedAndGuessingIsSlowedDown() {
        logIn("guesser", "wrong");
        assertThat(page.getByText("Invalid login credentials")).isVisible();
        shot("login-refused");
        int status = 403;
        for (int i = 0; i < 20 && status == 403; i++) {
            status = page.waitForResponse("**/auth/login", this::submit).status();
        }
        assertThat(status).isEqualTo(429);
        shot("login-throttled");
    }

    @Test
    void aViewerSeesEveryWorkflowAtWorkAndStopsNone() throws Exception {
        enter(ConsoleUsers.VIEWER);
        for (String workflow : WORKFLOWS) {
            String plan = workflow + "-plan";
            route(plan);
            shows(entered(plan));
            long before = entered(plan);
            run(workflow);
            await().atMost(Duration.ofMinutes(2)).until(() -> entered(plan) > before);
            shows(entered(plan));
            shot("diagram-" + workflow);
        }
        route("contact-segmentation-plan");
        assertThat(canExecute("stop")).isFalse();
        assertThat(canExecute("dumpRouteAsXml")).isTrue();
        assertThat(status("contact-segmentation-plan")).isEqualTo(ServiceStatus.Started);
    }

    @Test
    void anOperatorStopsARouteRunsAWorkflowAndLogsOut() throws IOException {
        enter(ConsoleUsers.OPERATOR);
        route("ask-campaign-statistics");
        execute("stop");
        await().atMost(Duration.ofSeconds(30)).until(() -> status("ask-campaign-statistics") == ServiceStatus.Stopped);
        shot("operator-stops-a-route");

        page.navigate(console.hawtio().resolve("/hawtio/jmx").toString());
        open("io.outboundroutes-folder");
        open("io.outboundroutes-Workflow-folder");
        page.locator("[id='io.outboundroutes-Workflow-contact-segmentation']")
                .getByText("contact-segmentation")
                .click();
        Set<String> before = runs().stream().map(Run::id).collect(Collectors.toSet());
        execute("run");
        Run run = await().atMost(Duration.ofMinutes(2))
                .until(
                        () -> runs().stream()
                                .filter(each -> !before.contains(each.id()))
                                .findFirst()
                                .orElse(null),
                        each -> each != null && each.status() == RunStatus.SUCCEEDED);
        assertThat(run.request().trigger()).isEqualTo(Trigger.REST);
        assertThat(Files.readString(folder.resolve("audit.jsonl")))
                .containsPattern(
                        "OPERATOR_RUN_ASKED.*\"user\":\"" + ConsoleUsers.OPERATOR + "\",\"through\":\"console\"");
        onTab("Attributes", () -> page.getByText(run.id()).first().textContent());
        shot("workflow-in-jmx");

        page.locator("#hawtio-header-user-dropdown-toggle").click();
        page.getByText("Log out", exactly()).click();
        assertThat(page.locator("#pf-login-password-id")).isVisible(slowly());
        page.navigate(console.hawtio().toString());
        assertThat(page.locator("#pf-login-password-id")).isVisible(slowly());
        shot("logged-out");
    }

    @Test
    void aViewerSeesTheSchedulesAndTheMachine() {
        enter(ConsoleUsers.VIEWER);
        page.navigate(console.hawtio().resolve("/hawtio/quartz").toString());
        onTab("Triggers", () -> page.getByText("contact-segmentation").first().textContent());
        shot("quartz");
        page.navigate(console.hawtio().resolve("/hawtio/runtime").toString());
        onTab("Metrics", () -> page.getByText("Available processors").first().textContent());
        shot("runtime");
    }

    private static List<Run> runs() {
        return house.house().store().history().runs("contact-segmentation", 100);
    }

    private void enter(String user) {
        logIn(user, ConsoleUsers.PASSWORD);
        assertThat(page.getByText("outbound-routes").first()).isVisible(slowly());
    }

    private void logIn(String user, String password) {
        page.navigate(console.hawtio().resolve("/hawtio/login").toString());
        page.locator("#pf-login-username-id").fill(user);
        page.locator("#pf-login-password-id").fill(password);
        submit();
    }

    private void submit() {
        page.locator("button[type=submit]").click();
    }

    private void route(String id) {
        page.getByText(id, exactly()).first().click();
        page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(id))
                .first()
                .waitFor();
    }

    /**
     * A page that has just been opened goes to its first tab somewhat later, over whatever was clicked by then: hence the
     * loop.
     *
     * @param act what to do on the tab; it fails when the tab is not the one, or not any more
     */
    private <T> T onTab(String name, Supplier<T> act) {
        AtomicReference<T> result = new AtomicReference<>();
        await().atMost(Duration.ofMinutes(2)).ignoreExceptions().until(() -> {
            page.getByText(name, exactly()).first().click();
            page.setDefaultTimeout(GLANCE_MILLIS);
            try {
                result.set(act.get());
                return true;
            } finally {
                page.setDefaultTimeout(PATIENCE_MILLIS);
            }
        });
        return result.get();
    }

    private static void run(String workflow) throws IOException {
        RunRequest wish = new RunRequest(workflow, Trigger.REST, Mode.LIVE, null, true, null, Map.of());
        Path example = Path.of("examples", workflow + ".json");
        if (Files.exists(example)) {
            try (InputRows rows = InputRows.of(Files.newInputStream(example), example.toString())) {
                house.house().store().runs().ask(wish, rows);
            }
        } else {
            house.house().store().runs().ask(wish);
        }
    }

    /** Waits until the diagram on the screen says how many exchanges have entered its route; a page that was just opened says none. */
    private void shows(long entered) {
        Pattern counter =
                Pattern.compile("\\d+\\s+" + (entered == 0 ? "" : entered + "\\s+") + "From [^:]*:.*", Pattern.DOTALL);
        await("a step that " + entered + " exchanges have entered")
                .atMost(Duration.ofMinutes(2))
                .until(() -> page.locator(".react-flow__node").allInnerTexts().stream()
                        .anyMatch(step -> counter.matcher(step).matches()));
    }

    private static long entered(String route) {
        return house.camel()
                .getCamelContextExtension()
                .getContextPlugin(ManagedCamelContext.class)
                .getManagedRoute(route)
                .getExchangesTotal();
    }

    private void open(String node) {
        page.locator("[id='" + node + "'] button[class*='toggle']").first().click();
    }

    private void execute(String operation) {
        onTab("Operations", () -> {
            executing(operation).click();
            return operation;
        });
    }

    private boolean canExecute(String operation) {
        return onTab("Operations", () -> executing(operation).isEnabled());
    }

    /** The button that executes an operation without parameters, whose row is unfolded for it. */
    private Locator executing(String operation) {
        Locator row = page.locator("li")
                .filter(new Locator.FilterOptions().setHas(page.getByText(operation + "()", exactly())))
                .last();
        Locator button = row.getByRole(AriaRole.BUTTON, named("Execute"));
        row.waitFor();
        if (!button.isVisible()) {
            row.locator("button[aria-label=Details]").click();
        }
        return button;
    }

    private static ServiceStatus status(String route) {
        return house.camel().getRouteController().getRouteStatus(route);
    }

    private static LocatorAssertions.IsVisibleOptions slowly() {
        return new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE_MILLIS);
    }

    private static Page.GetByTextOptions exactly() {
        return new Page.GetByTextOptions().setExact(true);
    }

    private static Locator.GetByRoleOptions named(String name) {
        return new Locator.GetByRoleOptions().setName(name);
    }

    private void shot(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
    }
}
