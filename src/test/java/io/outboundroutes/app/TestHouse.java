package io.outboundroutes.app;

import io.outboundroutes.platform.config.Settings;
import io.outboundroutes.platform.config.SettingsSources;
import io.outboundroutes.platform.config.Vendor;
import io.outboundroutes.platform.engine.Waiting;
import io.outboundroutes.platform.json.Json;
import io.outboundroutes.platform.operate.Actor;
import io.outboundroutes.platform.operate.Replaying;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunRequest;
import io.outboundroutes.platform.run.Trigger;
import io.outboundroutes.platform.run.UnknownFate;
import io.outboundroutes.sandbox.SandboxServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.camel.CamelContext;

/** The whole program in this JVM, calling a sandbox over real HTTP, with its store and audit trail in a folder. */
public final class TestHouse implements AutoCloseable {

    private final House house;
    private final Settings settings;

    private TestHouse(House house, Settings settings) {
        this.house = house;
        this.settings = settings;
    }

    /**
     * Opens the program.
     *
     * @param folder for the store and the audit trail; opening again in the same folder goes on with them
     * @param more settings besides those that the test needs anyway, by key
     */
    public static TestHouse open(SandboxServer sandbox, Path folder, Map<String, String> more) {
        return open(sandbox, folder, more, Surroundings.real());
    }

    /** The same with a clock, randomness and checkpoints of one's own. */
    public static TestHouse open(SandboxServer sandbox, Path folder, Map<String, String> more, Surroundings around) {
        return open(
                sandbox.baseUri(),
                sandbox.options().clientId(),
                sandbox.options().clientSecret(),
                folder,
                more,
                around);
    }

    /** The same on a sandbox in another process. */
    static TestHouse open(
            URI sandbox,
            String clientId,
            String clientSecret,
            Path folder,
            Map<String, String> more,
            Surroundings around) {
        Map<String, String> program = new HashMap<>(Map.of(
                "routes.dir",
                "routes",
                "audit.log",
                folder.resolve("audit.jsonl").toString(),
                "store.url",
                "jdbc:h2:file:" + folder.resolve("db/outbound"),
                "webhook.url",
                sandbox + "/sandbox/webhooks",
                // Short waits: the rule is the same, the test is quick.
                "retry.base",
                "20ms",
                "retry.cap",
                "200ms"));
        program.putAll(more);
        Settings settings = Settings.load(SettingsSources.none().program(program));
        Map<Vendor, VendorLink> links = new EnumMap<>(Vendor.class);
        for (Vendor vendor : Vendor.values()) {
            links.put(vendor, VendorLink.toSandbox(vendor, sandbox, clientId, clientSecret));
        }
        return new TestHouse(House.open(settings, links, around), settings);
    }

    /** The same on vendors that are reached, and by whom, as the settings alone say: none of them counts as a sandbox. */
    static TestHouse openAsConfigured(Path folder, Map<String, String> settings) {
        Map<String, String> program = new HashMap<>(Map.of(
                "routes.dir",
                "routes",
                "audit.log",
                folder.resolve("audit.jsonl").toString(),
                "store.url",
                "jdbc:h2:file:" + folder.resolve("db/outbound"),
                "retry.base",
                "20ms",
                "retry.cap",
                "200ms"));
        program.putAll(settings);
        Settings loaded = Settings.load(SettingsSources.none().program(program));
        Map<Vendor, VendorLink> links = new EnumMap<>(Vendor.class);
        VendorLink.all(loaded).forEach(link -> links.put(link.vendor(), link));
        return new TestHouse(House.open(loaded, links, Surroundings.real()), loaded);
    }

    /** Runs contact segmentation in the foreground and answers its report. */
    public Map<?, ?> segment() {
        return run(SegmentationSteps.WORKFLOW, Mode.LIVE, false);
    }

    /** Runs a workflow in the foreground and answers its report. */
    public Map<?, ?> run(String workflow, Mode mode, boolean again) {
        return execute(house.store().runs().ask(request(workflow, mode, again)));
    }

    /** The same with rows to work on, as JSON texts. */
    public Map<?, ?> run(String workflow, Mode mode, boolean again, Iterator<String> rows) {
        return execute(house.store().runs().ask(request(workflow, mode, again), rows));
    }

    /** Hands rows in as a command line does: just the same ones again are recognised. */
    Map<?, ?> handIn(String workflow, Iterator<String> rows) {
        return execute(house.askOnce(request(workflow, Mode.LIVE, false), rows));
    }

    /** Goes on with what a run left undone, as a command line does. */
    Map<?, ?> replay(Actor who, String runId) {
        Replaying.Options careful =
                new Replaying.Options(UnknownFate.LOOK_UP, false, house.store().owner());
        return execute(house.replays().replay(who, runId, careful), false);
    }

    /** The wish that {@link #run} asks for. */
    RunRequest request(String workflow, Mode mode, boolean again) {
        return new RunRequest(
                workflow, Trigger.CLI, mode, null, again, house.store().owner(), Map.of());
    }

    /** Executes a run that was asked for, and answers its report. */
    Map<?, ?> execute(Run asked) {
        return execute(asked, true);
    }

    private Map<?, ?> execute(Run asked, boolean adopt) {
        house.bindTarget(asked);
        Run ended = house.engine().executeOwn(asked, adopt, house.execution(), Waiting.SILENT);
        return report(ended);
    }

    /** The report of a run that ended. */
    static Map<?, ?> report(Run ended) {
        return (Map<?, ?>) Json.parse(String.valueOf(ended.report()).getBytes(StandardCharsets.UTF_8));
    }

    /** The program itself. */
    public House house() {
        return house;
    }

    /** What it was opened with. */
    public Settings settings() {
        return settings;
    }

    /** Camel's context. */
    public CamelContext camel() {
        return house.camel();
    }

    @Override
    public void close() {
        house.close();
    }
}
