package io.outboundroutes.console;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests that a page from elsewhere makes a logged-in browser send.
 *
 * <p>{@code SameSite} alone does not do it: to a browser, every port of one host is the same site, and on a developer's
 * machine many programs serve pages from a port of {@code localhost}. A browser tells the origin of what a script posts,
 * but not that of an image or a script that a page includes; {@code Sec-Fetch-Site} tells that. Thread-safe.
 */
final class SameOriginFilter implements Filter {

    /** Our own pages, and what the user typed or clicked: also a link on another page leads here, with no cookie. */
    private static final Set<String> OWN = Set.of("same-origin", "none");

    private final Refusals refusals;

    SameOriginFilter(Refusals refusals) {
        this.refusals = refusals;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        String origin = http.getHeader("Origin");
        if (isForeign(origin, http.getHeader("Host")) || isIncludedElsewhere(http)) {
            refusals.refused(http.getRemoteAddr(), "a page of", origin == null ? "another site" : origin);
            request.setAttribute(RefusedRequests.TOLD, true);
            ((HttpServletResponse) response).sendError(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        chain.doFilter(request, response);
    }

    /** Scripts outside a browser send no origin, browsers do with whatever a page can forge. */
    private static boolean isForeign(@Nullable String origin, @Nullable String host) {
        if (origin == null) {
            return false;
        }
        try {
            String authority = URI.create(origin).getAuthority();
            return authority == null || !authority.equalsIgnoreCase(host);
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    /** A link that is followed is no harm: it shows our page, and none of it to the page with the link. */
    private static boolean isIncludedElsewhere(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        return site != null && !OWN.contains(site) && !"navigate".equals(request.getHeader("Sec-Fetch-Mode"));
    }
}
