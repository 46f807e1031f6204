package io.outboundroutes.platform.audit;

import java.nio.file.Path;

/** The audit trail cannot be read or written; what was to be recorded is not, so nothing may be called done. */
public final class AuditUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AuditUnavailable(Path file, String what, Throwable cause) {
        super(
                "audit.log = '" + file + "': " + what
                        + "; make the file and its directory writable for this user, or set audit.log (AUDIT_LOG) to"
                        + " another path",
                cause);
    }

    AuditUnavailable(Path file, String what, String remedy) {
        super("audit.log = '" + file + "': " + what + "; " + remedy);
    }
}
