package io.outboundroutes.workflow.segmentation;

/**
 * Something an operator should know about a plan; it never changes a status.
 *
 * @param code stable, kebab-case, for programs
 * @param message for people; names keys and attributes, never a contact's values
 */
public record PlanWarning(String code, String message) {

    /** The read brought no contact at all. */
    public static final String EMPTY_READ = "empty-read";

    /** Contacts have none of the attributes. */
    public static final String UNCLASSIFIED_CONTACTS = "unclassified-contacts";

    /** Contacts cannot be used. */
    public static final String REJECTED_CONTACTS = "rejected-contacts";

    /** Different groups have one guide key. */
    public static final String GROUP_KEY_COLLISION = "group-key-collision";

    /** A query leaves out spellings that were seen. */
    public static final String SPELLINGS_LEFT_OUT = "spellings-left-out";

    /** A query in the guide's style covers another group's contacts too. */
    public static final String QUERY_COVERS_OTHERS = "query-covers-others";
}
