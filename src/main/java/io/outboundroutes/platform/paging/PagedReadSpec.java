package io.outboundroutes.platform.paging;

/**
 * What a read of many pages must hold to (all9).
 *
 * @param operation the operation that reads a page, for messages
 * @param idField the records' field that identifies them
 * @param maxPages the most pages of one pass, re-reads not counted; 0 for no cap. Reaching it fails the read
 * @param newestFirst whether the vendor sorts what changed last to the front, so that reading the front again finds what
 *     moved there meanwhile
 * @param dedupeAll whether every id is remembered (at most 16 bytes each) or only those of neighbouring pages
 */
public record PagedReadSpec(String operation, String idField, int maxPages, boolean newestFirst, boolean dedupeAll) {}
