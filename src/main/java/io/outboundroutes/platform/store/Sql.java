package io.outboundroutes.platform.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Statements with positional values, without ceremony. */
final class Sql {

    /** Makes a value of the current row. */
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private Sql() {}

    static int update(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            return statement.executeUpdate();
        }
    }

    static <T> List<T> list(Connection connection, String sql, Row<T> mapper, @Nullable Object... values)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                List<T> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(mapper.read(rows));
                }
                return found;
            }
        }
    }

    static <T> Optional<T> first(Connection connection, String sql, Row<T> mapper, @Nullable Object... values)
            throws SQLException {
        List<T> found = list(connection, sql, mapper, values);
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
    }

    static boolean exists(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        return first(connection, sql, row -> true, values).isPresent();
    }

    static void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value == null) {
                statement.setNull(i + 1, Types.NULL);
            } else if (value instanceof Instant instant) {
                statement.setObject(i + 1, Tx.at(instant));
            } else if (value instanceof String text) {
                // PostgreSQL cannot hold the character NUL; JSON columns have it escaped and lose nothing.
                statement.setString(i + 1, text.replace('\u0000', '\uFFFD'));
            } else {
                statement.setObject(i + 1, value);
            }
        }
    }
}
