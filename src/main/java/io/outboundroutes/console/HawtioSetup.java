package io.outboundroutes.console;

import io.hawt.HawtioContextListener;
import io.hawt.system.ConfigManager;
import io.hawt.web.auth.AuthenticationConfiguration;
import io.hawt.web.auth.RolePrincipal;
import jakarta.servlet.ServletContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;

/** Tells Hawtio who may log in. */
final class HawtioSetup extends HawtioContextListener {

    private static final String REALM = "outbound-routes";

    private final List<ConsoleUser> users;

    HawtioSetup(List<ConsoleUser> users) {
        super(new Fixed(Map.of(
                AuthenticationConfiguration.AUTHENTICATION_ENABLED,
                "true",
                AuthenticationConfiguration.AUTHENTICATION_THROTTLED,
                "true",
                AuthenticationConfiguration.REALM,
                REALM,
                AuthenticationConfiguration.ROLES,
                users.stream().map(ConsoleUser::role).distinct().collect(Collectors.joining(",")),
                AuthenticationConfiguration.ROLE_PRINCIPAL_CLASSES,
                RolePrincipal.class.getName(),
                // Present and empty: no looking round for a Tomcat.
                AuthenticationConfiguration.AUTHENTICATION_CONTAINER_DISCOVERY_CLASSES,
                "")));
        this.users = users;
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
