package io.outboundroutes.platform.intake;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;

/**
 * Passes UTF-8 on and refuses all else, telling the line: decoders read ahead and know no place, and Jackson calls such
 * JSON malformed. Used by one thread.
 */
final class Utf8Input extends FilterInputStream {

    private long line = 1;
    /** How many bytes of the character are still to come, and between what the next one must lie. */
    private int open;

    private int least;
    private int most;
    private boolean refused;

    Utf8Input(InputStream in) {
        super(in);
    }

    /** Whether something that is no UTF-8 was met; it stays so. */
    boolean refused() {
        return refused;
    }

    /** The line, from 1, in which the last byte stood that was looked at. */
    long line() {
        return line;
    }

    @Override
    public int read() throws IOException {
        int next = in.read();
        check(next);
        return next;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = in.read(bytes, offset, length);
        if (count < 0) {
            check(-1);
        }
        for (int i = offset; i < offset + count; i++) {
            check(bytes[i] & 0xFF);
        }
        return count;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void check(int next) throws CharacterCodingException {
        if (refused || (open > 0 ? next < least || next > most : next >= 0x80 && !begins(next))) {
            refused = true;
            throw new CharacterCodingException();
        }
        if (open > 0) {
            open--;
            least = 0x80;
            most = 0xBF;
        } else if (next < 0x80) {
            line += next == '\n' ? 1 : 0;
        } else {
            open = next >= 0xF0 ? 3 : next >= 0xE0 ? 2 : 1;
        }
    }

    /** Whether a character of several bytes begins so; sets what may follow (the Unicode Standard, table 3-7). */
    private boolean begins(int first) {
        least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        return first >= 0xC2 && first <= 0xF4;
    }
}
