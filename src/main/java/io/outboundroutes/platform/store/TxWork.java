package io.outboundroutes.platform.store;

import java.sql.Connection;
import java.sql.SQLException;

/** Work of a workflow that must become durable together with an outcome: it joins that transaction. */
@FunctionalInterface
public interface TxWork {

    /** Does nothing. */
    TxWork NONE = connection -> {};

    /**
     * Executes statements. Never commits, never closes the connection, has no other effect: it may be applied again
     * when the transaction has to be repeated.
     */
    void apply(Connection connection) throws SQLException;

    /** This work and then the other. */
    default TxWork and(TxWork next) {
        return connection -> {
            apply(connection);
            next.apply(connection);
        };
    }
}
