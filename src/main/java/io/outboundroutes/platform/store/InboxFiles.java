package io.outboundroutes.platform.store;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Which process is at work on which file of an inbox, so that of several processes that see one directory, one takes a
 * file up and puts it away. A process that dies loses its files when its claim ends, by the database's time. Safe for use
 * by several threads and processes; every method throws {@link StoreUnavailable} when the database does not answer.
 */
public final class InboxFiles {

    /** How long a claim holds that nobody pushes on. */
    private static final String UNTIL = "current_timestamp + interval '20' second";

    private final Tx tx;
    private final String owner;

    InboxFiles(Tx tx, String owner) {
        this.tx = tx;
        this.owner = owner;
    }

    /**
     * Takes a file up, unless another process is at work on it.
     *
     * @param file what all processes call it; at most 512 characters
     * @return whether it is this process's now
     */
    public boolean take(String file) {
        try {
            return tx.run("Taking up a file", c -> takeFree(c, file));
        } catch (StoreUnavailable e) {
            if (e.isDuplicate()) {
                // Somebody took it between our look and our insert.
                return false;
            }
            throw e;
        }
    }

    private boolean takeFree(Connection c, String file) throws SQLException {
        int taken = Sql.update(
                c,
                "update inbox_file set owner = ?, held_until = " + UNTIL
                        + " where file_key = ? and (owner = ? or held_until < current_timestamp)",
                owner,
                file,
                owner);
        if (taken == 1) {
            return true;
        }
        if (isHeld(c, file)) {
            return false;
        }
        return Sql.update(
                        c,
                        "insert into inbox_file (file_key, owner, held_until) values (?, ?, " + UNTIL + ")",
                        file,
                        owner)
                == 1;
    }

    private static boolean isHeld(Connection c, String file) throws SQLException {
        return Sql.exists(c, "select 1 from inbox_file where file_key = ?", file);
    }

    /** Says that this process is still at work on the files that it took up. */
    public void keep() {
        tx.run(
                "Keeping files of the inbox",
                c -> Sql.update(c, "update inbox_file set held_until = " + UNTIL + " where owner = ?", owner));
    }

    /** Whether some process has taken the file up and not yet put it away. */
    public boolean isTaken(String file) {
        return tx.run("Looking up a file", c -> isHeld(c, file));
    }

    /**
     * Gives a file of this process back.
     *
     * @return false when another process has it, or nobody
     */
    public boolean release(String file) {
        return tx.run(
                        "Giving a file back",
                        c -> Sql.update(c, "delete from inbox_file where file_key = ? and owner = ?", file, owner))
                == 1;
    }
}
