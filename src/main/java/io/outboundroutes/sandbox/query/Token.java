package io.outboundroutes.sandbox.query;

/**
 * One token of a query.
 *
 * @param kind what it is
 * @param text its text, escapes resolved
 * @param position where it begins, from 1
 */
record Token(Kind kind, String text, int position) {

    enum Kind {
        WORD("a word"),
        QUOTED("a quoted text"),
        AND("AND"),
        OR("OR"),
        NOT("NOT"),
        TO("TO"),
        COLON("':'"),
        STAR("'*'"),
        OPEN("'('"),
        CLOSE("')'"),
        RANGE_OPEN("'['"),
        RANGE_CLOSE("']'"),
        END("the end");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }
}
