package io.outboundroutes.platform.paging;

/**
 * What a read of many pages must hold to (all9).
 *
 * @param operation the operation that reads a page, for messages
 * @param idField the records' field that identifies them
 * @param maxPages the most pages with records that a read may have, re-reads not counted; one more fails the read. 0 for
 *     no cap but the {@value ReadGuard#HARD_CAP} pages that stop an endless answer
 * @param newestFirst whether the vendor sorts what changed last to the front, so that reading the front again finds what
 *     moved there meanwhile
 * @param dedupeAll whether every id is remembered (at most 16 bytes each) or only those of neighbouring pages
 */
public record PagedReadSpec(String operation, String idField, int maxPages, boolean newestFirst, boolean dedupeAll) {}
