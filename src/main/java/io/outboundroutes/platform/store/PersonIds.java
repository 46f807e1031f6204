package io.outboundroutes.platform.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The ids of one contact. Stateless. */
final class PersonIds {

    /** The name under which an item holds our id of its contact. */
    private static final String OURS = "externalContactId";

    /** The name under which it holds the vendor's. */
    private static final String VENDORS = "contactId";

    private PersonIds() {}

    /**
     * The id itself and, when it is the vendor's, ours of the contact: rows and requests that wait know no other. Not the
     * other way round: what holds the vendor's holds ours too, and two of ours may be one contact at the vendor's.
     */
    static Set<String> of(Connection c, String id) throws SQLException {
        Set<String> ids = new LinkedHashSet<>(List.of(id));
        for (String fields : Sql.list(
                c,
                "select distinct fields from item where position(? in fields) > 0",
                row -> row.getString(1),
                Json.write(VENDORS) + ":" + Json.write(id))) {
            Map<String, Object> item = Json.object(fields);
            if (id.equals(item.get(VENDORS)) && item.get(OURS) instanceof String ours) {
                ids.add(ours);
            }
        }
        return ids;
    }
}
