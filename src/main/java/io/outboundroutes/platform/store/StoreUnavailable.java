package io.outboundroutes.platform.store;

import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The store cannot be opened or does not answer. The message names the address (never the password), the cause and what
 * to do about it. Nothing that was to be stored can be taken as stored.
 */
public final class StoreUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final Pattern CREDENTIALS = Pattern.compile("(?i)((?:password|pwd|user)=)[^&;]*");
    private static final Pattern USER_INFO = Pattern.compile("//[^/@?]*@");

    /** No space on the disk, no memory, too many connections: PostgreSQL's and H2's. */
    private static final Set<String> EXHAUSTED = Set.of("53100", "53200", "53300", "90028", "90031");

    private final @Nullable String sqlState;
    private final boolean passing;

    StoreUnavailable(String url, String what, @Nullable Throwable cause) {
        super(redact(url) + ": " + what + explain(cause), speaksOfValues(cause) ? null : cause);
        SQLException sql = cause == null ? null : sqlCause(cause);
        this.sqlState = sql == null ? null : sql.getSQLState();
        this.passing = sql != null
                && (Tx.isTransient(sql) || (sql.getSQLState() != null && EXHAUSTED.contains(sql.getSQLState())));
    }

    /** Whether the same will do once the database answers, or has space, again: nothing is wrong with what it was asked. */
    public boolean isPassing() {
        return passing;
    }

    /** Whether the database refused a value because it is there already. */
    boolean isDuplicate() {
        return "23505".equals(sqlState);
    }

    /** Databases quote refused values, which may be somebody's data, in their messages. */
    private static boolean speaksOfValues(@Nullable Throwable cause) {
        SQLException sql = cause == null ? null : sqlCause(cause);
        String state = sql == null ? null : sql.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }

    /** The address without user and password. */
    static String redact(String url) {
        return USER_INFO.matcher(CREDENTIALS.matcher(url).replaceAll("$1***")).replaceAll("//***@");
    }

    private static String explain(@Nullable Throwable cause) {
        if (cause == null) {
            return "";
        }
        SQLException sql = sqlCause(cause);
        if (sql == null) {
            return ": " + firstLine(cause);
        }
        if (speaksOfValues(sql)) {
            return ": the database refused a value (SQLState " + sql.getSQLState() + ")";
        }
        return ": " + firstLine(sql) + remedy(sql);
    }

    static @Nullable SQLException sqlCause(Throwable thrown) {
        SQLException found = null;
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql) {
                found = sql;
            }
        }
        return found;
    }

    private static String firstLine(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        int end = message.indexOf('\n');
        // H2 appends the statement after the first line; only the first line is for people.
        return redact((end < 0 ? message : message.substring(0, end)).strip());
    }

    private static String remedy(SQLException cause) {
        String state = cause.getSQLState() == null ? "" : cause.getSQLState().toUpperCase(Locale.ROOT);
        if (state.startsWith("28")) {
            return " (check STORE_USER and STORE_PASSWORD)";
        }
        if (state.equals("3D000")) {
            return " (create that database, or mend STORE_URL)";
        }
        if (state.startsWith("08")) {
            return " (is the database running, and are host and port in STORE_URL right?)";
        }
        if (state.equals("90020")) {
            return " (another program holds the file; end it, or give this one its own STORE_URL)";
        }
        if (state.equals("90028") || state.equals("90031")) {
            return " (check that the folder exists, is writable and has space)";
        }
        return "";
    }
}
