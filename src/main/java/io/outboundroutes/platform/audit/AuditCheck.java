package io.outboundroutes.platform.audit;

import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One pass over a trail, up to a byte where a line ends (or a torn one begins). */
final class AuditCheck {

    private final Path file;
    private final long end;
    private final String newestHash;

    /**
     * A check.
     *
     * @param end up to which byte
     * @param newestHash a line that must be there; empty when unknown
     */
    AuditCheck(Path file, long end, String newestHash) {
        this.file = file;
        this.end = end;
        this.newestHash = newestHash;
    }

    Verification run() throws IOException {
        String expected = AuditLine.NO_HASH;
        boolean newestSeen = newestHash.isEmpty();
        long number = 0;
        try (BufferedReader lines = lines()) {
            String text = lines.readLine();
            while (text != null) {
                String next = lines.readLine();
                Optional<AuditLine> line = AuditLine.parse(text);
                if (next == null && line.isEmpty() && !endsWithLineBreak()) {
                    // Torn by a crash; the next append cuts it off.
                    break;
                }
                number++;
                String wrong = line.isEmpty()
                        ? "it is no audit line: edited, or written by something else"
                        : wrong(line.get(), expected);
                if (wrong != null) {
                    return new Verification.Broken(number, wrong);
                }
                expected = line.orElseThrow().hash();
                newestSeen |= expected.equals(newestHash);
                text = next;
            }
        }
        return newestSeen || number == 0
                ? new Verification.Intact(number, expected)
                : new Verification.Broken(number + 1, "lines were removed from the end: the newest one is not there");
    }

    private @Nullable String wrong(AuditLine line, String expected) throws IOException {
        if (!line.isAsWritten()) {
            return "it was edited: its hash does not belong to its content";
        }
        if (line.prevHash().equals(expected)) {
            return null;
        }
        if (line.prevHash().equals(AuditLine.NO_HASH)) {
            return "a new trail begins here: two files were put together, or the file was missing for a while";
        }
        long predecessor = lineWith(line.prevHash());
        return predecessor == 0
                ? "the line before it was removed or replaced"
                : "lines were reordered or repeated: it belongs behind line " + predecessor;
    }

    /** The number of the line with this hash, 0 when there is none. */
    private long lineWith(String hash) throws IOException {
        long number = 0;
        try (BufferedReader lines = lines()) {
            String text = lines.readLine();
            while (text != null) {
                number++;
                if (AuditLine.parse(text)
                        .filter(line -> line.hash().equals(hash))
                        .isPresent()) {
                    return number;
                }
                text = lines.readLine();
            }
        }
        return 0;
    }

    private boolean endsWithLineBreak() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(end - 1);
            return in.read() == '\n';
        }
    }

    private BufferedReader lines() throws IOException {
        return new BufferedReader(
                new InputStreamReader(new UpTo(Files.newInputStream(file), end), StandardCharsets.ISO_8859_1));
    }

    /** Ends where the file ended when the check began. */
    private static final class UpTo extends FilterInputStream {

        private long left;

        UpTo(InputStream in, long bytes) {
            super(in);
            left = bytes;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (left <= 0) {
                return -1;
            }
            int count = super.read(buffer, offset, (int) Math.min(length, left));
            left -= Math.max(count, 0);
            return count;
        }
    }
}
