package io.outboundroutes.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code replay} as an operator types it. */
class ReplayCommandTest {

    @TempDir
    Path folder;

    @Test
    void all5_all15_anOperatorSettlesWhatIsUnknownAndSendsWhatWasParked() throws IOException {
        try (SandboxServer vendor =
                SandboxServer.start(SandboxOptions.defaults().withContacts(0).withValidationTime(Duration.ZERO))) {
            Program program = Program.in(folder).calling(vendor);
            Files.writeString(folder.resolve("rows.csv"), "externalContactId,name,voice\nC-1,Somebody,+15550001111\n");
            vendor.fault(Fault.named("reset-after").path("conversations-create"));
            vendor.fault(Fault.named("500").path("webhook"));
            JsonNode first = program.run(
                            "run", "external-contacts", "--input", "rows.csv", "--json", "-P", "webhook.max-attempts=1")
                    .assertFriendly(1)
                    .json();
            String event = vendor.state().requests("webhook").get(0).header("webhook-id");
            vendor.state().faults().clear();

            JsonNode settled = program.run("replay", first.path("runId").asText(), "--unknown=settled", "--json")
                    .assertFriendly(0)
                    .json();
            Ended delivered = program.run("replay", event).assertFriendly(0);

            assertThat(first.path("items").path(0).path("outcome").asText()).isEqualTo("unknown");
            assertThat(settled.path("items").path(0).path("outcome").asText()).isEqualTo("contacted");
            assertThat(settled.path("resumedFrom")).isEqualTo(first.path("runId"));
            assertThat(vendor.state().requests("conversations-create")).hasSize(1);
            assertThat(delivered.out()).isEqualTo("delivery " + event + ": delivered\n");
            assertThat(vendor.state().webhooks().stream().map(webhook -> webhook.header("webhook-id")))
                    .contains(event);
            assertThat(Files.readString(folder.resolve("data/audit.jsonl")))
                    .contains("\"user\":\"" + System.getProperty("user.name") + "\"", "OPERATOR_DELIVERY_REPLAYED");
        }
    }

    static Stream<Arguments> slips() {
        return Stream.of(
                Arguments.of("--input without --rejected", List.of("run", "--input", "f"), "--rejected"),
                Arguments.of(
                        "a decision about rows", List.of("run", "--rejected", "--unknown=resend"), "nothing was sent"),
                Arguments.of("no such decision", List.of("run", "--unknown=maybe"), "resend, settled"),
                Arguments.of(
                        "a delivery with options",
                        List.of("b98c2272-bda6-3248-a444-5451335f0a1c", "--any-age"),
                        "is a delivery"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("slips")
    void whatCannotBeMeantIsWrongUsage(String what, List<String> arguments, String told) {
        Ended ended = InProcess.run(
                Stream.concat(Stream.of("replay"), arguments.stream()).toArray(String[]::new));

        assertThat(ended.exit()).isEqualTo(64);
        assertThat(ended.err()).contains(told);
    }
}
