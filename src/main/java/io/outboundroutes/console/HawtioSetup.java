package io.outboundroutes.console;

import io.hawt.HawtioContextListener;
import io.hawt.jmx.JMXSecurityMBean;
import io.hawt.system.ConfigManager;
import io.hawt.web.auth.AuthSessionHelpers;
import io.hawt.web.auth.AuthenticationConfiguration;
import io.hawt.web.auth.RolePrincipal;
import io.outboundroutes.platform.config.Role;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;

/** Tells Hawtio who may log in, for how long, and its pages what they may offer to whom. */
final class HawtioSetup extends HawtioContextListener {

    private static final String REALM = "outbound-routes";

    private final List<ConsoleUser> users;
    private final AccessPolicy policy;

    HawtioSetup(List<ConsoleUser> users, Duration sessionTimeout, AccessPolicy policy) {
        super(new Fixed(Map.of(
                AuthenticationConfiguration.AUTHENTICATION_ENABLED,
                "true",
                AuthenticationConfiguration.AUTHENTICATION_THROTTLED,
                "true",
                AuthenticationConfiguration.REALM,
                REALM,
                AuthenticationConfiguration.ROLES,
                Arrays.stream(Role.values()).map(Role::label).collect(Collectors.joining(",")),
                AuthenticationConfiguration.ROLE_PRINCIPAL_CLASSES,
                RolePrincipal.class.getName(),
                // Present and empty: no looking round for a Tomcat.
                AuthenticationConfiguration.AUTHENTICATION_CONTAINER_DISCOVERY_CLASSES,
                "",
                AuthSessionHelpers.SESSION_TIMEOUT,
                Long.toString(sessionTimeout.toSeconds()))));
        this.users = users;
        this.policy = policy;
    }

    @Override
    public void contextInitialized(ServletContextEvent event) {
        super.contextInitialized(event);
        MBeans.replace(RoleSecurity.NAME, MBeans.standard(new RoleSecurity(policy), JMXSecurityMBean.class));
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        MBeans.remove(RoleSecurity.NAME);
        super.contextDestroyed(event);
    }

    @Override
    protected void configureAuthenticationProviders(ServletContext context, AuthenticationConfiguration login) {
        AppConfigurationEntry entry = new AppConfigurationEntry(
                ConsoleLogin.class.getName(), LoginModuleControlFlag.REQUIRED, Map.of(ConsoleLogin.USERS, users));
        login.addConfiguration(new Configuration() {
            @Override
            public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
                return new AppConfigurationEntry[] {entry};
            }
        });
    }

    /** Hawtio lets system properties win, {@code -Dhawtio.authenticationEnabled=false} too; here nothing does. */
    private static final class Fixed extends ConfigManager {

        private final Map<String, String> values;

        private Fixed(Map<String, String> values) {
            this.values = values;
        }

        @Override
        public Optional<String> get(String name) {
            return Optional.ofNullable(values.get(name));
        }
    }
}
