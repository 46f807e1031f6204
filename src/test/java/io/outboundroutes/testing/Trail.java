package io.outboundroutes.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.platform.audit.AuditFile;
import io.outboundroutes.platform.audit.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An audit trail as processes left it.
 *
 * @param lines its lines in order
 */
public record Trail(List<Map<?, ?>> lines) {

    /** The trail {@code audit.jsonl} of a folder, whose chain must be intact. */
    public static Trail intact(Path folder) throws IOException {
        Path file = folder.resolve("audit.jsonl");
        assertThat(new AuditFile(file).verify()).as("the chain of %s", file).isInstanceOf(Verification.Intact.class);
        return new Trail(Files.readAllLines(file).stream()
                .<Map<?, ?>>map(Arrived::object)
                .toList());
    }

    /** The lines of an action. */
    public Stream<Map<?, ?>> of(String action) {
        return lines.stream().filter(line -> action.equals(line.get("action")));
    }

    /** What the details of an action's lines say under a name. */
    public List<Object> details(String action, String name) {
        return of(action)
                .<Object>map(line -> ((Map<?, ?>) line.get("details")).get(name))
                .toList();
    }
}
