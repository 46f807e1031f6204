package io.outboundroutes.console;

import io.hawt.system.security.LegacySubjectAccess;
import io.hawt.system.security.ModernSubjectAccess;
import io.hawt.system.security.SubjectAccess;
import io.hawt.web.auth.RolePrincipal;
import io.hawt.web.auth.UserPrincipal;
import io.outboundroutes.platform.config.Role;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import javax.security.auth.Subject;

/**
 * Who asks Jolokia for something in this thread.
 *
 * @param user the name at the login
 * @param posts whether the request came with POST. A page from elsewhere can make a browser send a GET that looks like the
 *     user's own, but no POST: that always tells where it comes from
 */
record Caller(String user, Role role, boolean posts) {

    private static final ThreadLocal<Caller> CURRENT = new ThreadLocal<>();

    /** Who asks; empty when this thread serves no request, or one of somebody unknown. */
    static Optional<Caller> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** Notes who asks, behind Hawtio's filter that knows it. */
    static final class Noting implements Filter {

        private final Supplier<Subject> subject = subjects()::currentSubject;

        /** Java 18 has new methods for it, and newer ones no longer know the old. */
        private static SubjectAccess subjects() {
            try {
                return new ModernSubjectAccess();
            } catch (UnsupportedOperationException e) {
                return new LegacySubjectAccess();
            }
        }

        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            boolean posts = ((HttpServletRequest) request).getMethod().equals("POST");
            try {
                of(subject.get(), posts).ifPresent(CURRENT::set);
                chain.doFilter(request, response);
            } finally {
                CURRENT.remove();
            }
        }

        private static Optional<Caller> of(Subject known, boolean posts) {
            if (known == null) {
                return Optional.empty();
            }
            Optional<String> user = known.getPrincipals(UserPrincipal.class).stream()
                    .map(UserPrincipal::getName)
                    .findFirst();
            Optional<Role> role = known.getPrincipals(RolePrincipal.class).stream()
                    .map(principal -> Role.parse(principal.getName()))
                    .findFirst();
            return user.flatMap(name -> role.map(granted -> new Caller(name, granted, posts)));
        }
    }
}
