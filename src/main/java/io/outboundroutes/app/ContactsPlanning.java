package io.outboundroutes.app;

import io.outboundroutes.platform.run.CeilingExceeded;
import io.outboundroutes.platform.run.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What a plan of external-contacts remembers of the rows it has seen: numbers, and a digest per wish. One thread. */
public final class ContactsPlanning {

    private static final int HALF = 16;

    private final int maxPerRun;
    /** 128 bits of each send key: two wishes never meet in them, and an object of two numbers is all that is kept. */
    private final Set<UUID> wishes = new HashSet<>();

    private final List<Problem> warnings = new ArrayList<>();
    private int rows;
    private int acted;
    private long repeated;
    private long withUnknownFields;

    /** @param maxPerRun the most contacts that may be acted upon */
    ContactsPlanning(int maxPerRun) {
        this.maxPerRun = maxPerRun;
    }

    /** The number of the next row, from 1. */
    int nextRow() {
        return ++rows;
    }

    /** Notes that a row has so many fields that nobody knows. */
    void ignored(int fields) {
        withUnknownFields += fields > 0 ? 1 : 0;
    }

    /** Notes a wish; answers whether an earlier row had it. */
    boolean isRepeated(String sendKey) {
        boolean first = wishes.add(new UUID(
                HexFormat.fromHexDigitsToLong(sendKey, 0, HALF),
                HexFormat.fromHexDigitsToLong(sendKey, HALF, 2 * HALF)));
        repeated += first ? 0 : 1;
        return !first;
    }

    /** Notes a contact that is to be acted upon. */
    void acted() {
        if (++acted > maxPerRun) {
            throw new CeilingExceeded("The input has more than contacts.max-per-run=" + maxPerRun
                    + " contacts to act upon; nothing was written. Check the input, divide it, or raise the limit");
        }
    }

    /** Adds what a person should know. */
    void warn(Problem warning) {
        warnings.add(warning);
    }

    /** What a person should know. */
    List<Problem> warnings() {
        List<Problem> all = new ArrayList<>(warnings);
        if (rows == 0) {
            all.add(new Problem(
                    "no-contacts", "There was nothing to do: no row in the input, and no held contact to take up"));
        }
        if (repeated > 0) {
            all.add(new Problem(
                    "repeated-rows",
                    "Rows that ask for what an earlier row of the input asks for were left out: " + repeated
                            + "; a row with another requestId is another request"));
        }
        if (withUnknownFields > 0) {
            all.add(new Problem(
                    "unknown-fields",
                    "Rows with fields that nobody knows, which were ignored: " + withUnknownFields + "; known are"
                            + " externalContactId, name, channels (or voice, sms, email, chat), initialMessage,"
                            + " interactionDurationSeconds, metadata (or metadata.<key>), requestId"));
        }
        return all;
    }
}
