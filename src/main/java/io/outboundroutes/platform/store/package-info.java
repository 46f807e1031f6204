/**
 * The store: runs, items and their fates, group identities, webhook outbox and pending audit lines, in plain SQL that
 * runs on H2 and on PostgreSQL.
 */
@NullMarked
package io.outboundroutes.platform.store;

import org.jspecify.annotations.NullMarked;
