package io.outboundroutes.console;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps from Hawtio's login what it does not look at: names of any length, which it would remember for a day to slow down
 * whoever guesses, and sessions from before the login, which somebody else may know. Refuses methods that nothing here
 * needs, and bodies of a length that nobody tells. Thread-safe.
 */
final class LoginGuard implements Filter {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "OPTIONS");
    private static final int LONGEST_LOGIN = 2048;
    private static final int LONGEST_HEADER = 1024;

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        int refusal = refusal(http);
        if (refusal > 0) {
            ((HttpServletResponse) response).sendError(refusal);
            return;
        }
        if (isLogin(http)) {
            HttpSession before = http.getSession(false);
            if (before != null) {
                before.invalidate();
            }
        }
        chain.doFilter(request, response);
    }

    private static int refusal(HttpServletRequest request) {
        if (!METHODS.contains(request.getMethod())) {
            return HttpServletResponse.SC_METHOD_NOT_ALLOWED;
        }
        if (length(request.getHeader("Authorization")) > LONGEST_HEADER) {
            return HttpServletResponse.SC_FORBIDDEN;
        }
        // A length that nobody tells counts as too long.
        if (isLogin(request) && Long.compareUnsigned(request.getContentLengthLong(), LONGEST_LOGIN) > 0) {
            return HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE;
        }
        // Jolokia would answer 200 where a body proves too large while it is read.
        if (request.getMethod().equals("POST") && request.getContentLengthLong() < 0) {
            return HttpServletResponse.SC_LENGTH_REQUIRED;
        }
        return 0;
    }

    private static boolean isLogin(HttpServletRequest request) {
        return request.getMethod().equals("POST") && request.getServletPath().equals("/auth/login");
    }

    private static int length(@Nullable String header) {
        return header == null ? 0 : header.length();
    }
}
