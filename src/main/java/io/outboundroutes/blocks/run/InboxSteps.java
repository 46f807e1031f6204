package io.outboundroutes.blocks.run;

import io.outboundroutes.blocks.LogContext;
import io.outboundroutes.platform.intake.InputColumns;
import io.outboundroutes.platform.intake.InputProblem;
import io.outboundroutes.platform.intake.InputRows;
import io.outboundroutes.platform.json.Json;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunRequest;
import io.outboundroutes.platform.run.RunStatus;
import io.outboundroutes.platform.run.Trigger;
import io.outboundroutes.platform.store.Store;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Ordered;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of the inbox, by the names that Hawtio shows. A file stays where it is until its run has ended: whoever dies
 * in between finds it again, and its content recognises the run that there is. Once it is put away, a run that did not
 * succeed gives its content free: the same file handed in again is a run of its own. Thread-safe.
 */
public final class InboxSteps {

    /** The header that says where the file goes: {@code .done} or {@code .failed}. */
    public static final String FOLDER = "inboxFolder";

    private static final Logger LOG = LoggerFactory.getLogger(InboxSteps.class);
    private static final String RUN_ID = "inboxRun";
    private static final String FILE = "inboxFile";
    private static final String DONE = ".done";
    private static final String FAILED = ".failed";

    private final Store store;
    private final Function<String, InputColumns> columns;
    private final Runnable wake;

    /**
     * @param columns what the header of a workflow's CSV input must tell
     * @param wake tells the engine that there may be something to do
     */
    public InboxSteps(Store store, Function<String, InputColumns> columns, Runnable wake) {
        this.store = store;
        this.columns = columns;
        this.wake = wake;
    }

    /** Asks for a run over the file in the body. The same content again is the same wish. */
    public void take(Exchange exchange) throws IOException {
        Path file = exchange.getMessage().getBody(File.class).toPath();
        String workflow = exchange.getVariable("workflow", String.class);
        String name = String.valueOf(file.getFileName());
        RunRequest request =
                new RunRequest(workflow, Trigger.INBOX, Mode.LIVE, "inbox:" + sha256(file), false, null, Map.of());
        try (InputRows rows = InputRows.of(Files.newInputStream(file), name)) {
            Run run = store.runs().ask(request, rows.expecting(columns.apply(workflow)));
            LogContext.about(workflow, run.id());
            LOG.info("Inbox file {} asks for run {} of {}", name, run.id(), workflow);
            exchange.setVariable(RUN_ID, run.id());
            exchange.setVariable(FILE, file);
            wake.run();
        } catch (InputProblem e) {
            LOG.warn("Inbox file refused: {}", e.getMessage());
            Map<String, Object> report = new LinkedHashMap<>();
            report.put("workflow", workflow);
            report.put("trigger", Trigger.INBOX.label());
            report.put("status", RunStatus.FAILED.name());
            report.put("errors", List.of(Map.of("code", "unreadable-input", "message", e.getMessage())));
            exchange.getMessage().setHeader(FOLDER, FAILED);
            exchange.getMessage().setBody(Json.write(report));
        } catch (UncheckedIOException e) {
            // Camel tells only that it rolls back; the file is tried again.
            LOG.warn("Inbox file stays where it is: {}", e.getMessage());
            throw e;
        }
    }

    /** Whether the run has not ended yet, and this process goes on to wait for it: the file stays its own meanwhile. */
    public boolean waits(Exchange exchange) {
        String runId = exchange.getVariable(RUN_ID, String.class);
        boolean waits = runId != null
                && exchange.getContext().getStatus().isStarted()
                && store.history()
                        .run(runId)
                        .map(run -> !run.status().isFinal())
                        .orElse(false);
        if (waits) {
            store.inboxFiles().keep();
        }
        return waits;
    }

    /** Makes the report the body, and decides where the file goes. A run that has not ended leaves it where it is. */
    public void answer(Exchange exchange, @Header(FOLDER) String folder) {
        if (folder != null) {
            return;
        }
        String runId = exchange.getVariable(RUN_ID, String.class);
        Run run = store.history()
                .run(runId)
                .filter(stored -> stored.status().isFinal())
                .orElse(null);
        if (run == null) {
            // Only an exception keeps the consumer from moving the file.
            throw new RejectedExecutionException("The process ends before run " + runId
                    + " has ended; the file stays in the inbox and is taken up again");
        }
        exchange.getMessage().setHeader(FOLDER, run.status() == RunStatus.SUCCEEDED ? DONE : FAILED);
        exchange.getMessage().setBody(String.valueOf(run.report()));
        if (run.status() != RunStatus.SUCCEEDED) {
            Path file = exchange.getVariable(FILE, Path.class);
            exchange.getExchangeExtension().addOnCompletion(new PutAway(file, runId));
        }
    }

    /**
     * Comes after the consumer's move. A file that is still there, because the move failed or the process died before it,
     * is the one that the run was about; its content stays the run's.
     */
    private final class PutAway extends SynchronizationAdapter {

        private final Path file;
        private final String runId;

        PutAway(Path file, String runId) {
            this.file = file;
            this.runId = runId;
        }

        @Override
        public int getOrder() {
            return Ordered.LOWEST;
        }

        @Override
        public void onDone(Exchange exchange) {
            if (Files.notExists(file) && store.inputs().letAskAgain(runId)) {
                LOG.info("Run {} did not succeed; its file handed in again is a run of its own", runId);
            }
        }
    }

    private static String sha256(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            try (DigestInputStream read = new DigestInputStream(in, hash)) {
                read.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(hash.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
