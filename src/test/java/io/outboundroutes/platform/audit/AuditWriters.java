package io.outboundroutes.platform.audit;

import io.outboundroutes.platform.run.AuditEntry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A process that does nothing but append: {@code AuditWriters <file> <name> <lines>}. */
final class AuditWriters {

    private AuditWriters() {}

    public static void main(String[] args) {
        append(Path.of(args[0]), args[1], Integer.parseInt(args[2]));
    }

    static void append(Path file, String name, int lines) {
        AuditFile audit = new AuditFile(file);
        for (int i = 0; i < lines; i++) {
            audit.append(List.of(
                    new AuditEntry(Instant.EPOCH.plusMillis(i), name, "w", "TEST", Map.of("text", name.repeat(50)))));
        }
    }
}
