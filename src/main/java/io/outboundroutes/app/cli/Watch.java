package io.outboundroutes.app.cli;

import io.outboundroutes.app.House;
import io.outboundroutes.console.Console;
import io.outboundroutes.console.ConsoleSettings;
import io.outboundroutes.console.ConsoleUser;
import io.outboundroutes.console.Health;
import io.outboundroutes.platform.config.HouseKeys;
import io.outboundroutes.platform.config.Settings;
import io.outboundroutes.platform.text.Secret;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opens the console over a house. Stateless. */
final class Watch {

    private static final int PASSWORD_BYTES = 12;

    private Watch() {}

    /**
     * Starts the console where the settings say.
     *
     * @param password of the user {@code admin}; without one, health alone is answered
     */
    static Console start(Settings settings, House house, Optional<Secret> password) {
        List<ConsoleUser> users = password.map(secret -> List.of(new ConsoleUser("admin", secret, ConsoleUser.ADMIN)))
                .orElse(List.of());
        ConsoleSettings where =
                new ConsoleSettings(settings.get(HouseKeys.CONSOLE_PORT), settings.get(HouseKeys.CONSOLE_BIND), users);
        return Console.start(
                where, house.camel(), () -> new Health(house.measures().storeAnswers(), Map.of()));
    }

    /** Where the program's health is told. */
    static String health(Settings settings, Console console) {
        return "http://" + settings.get(HouseKeys.CONSOLE_BIND) + ":" + console.port() + "/observe/health/live";
    }

    /** A password for a console that lives as long as a demo. */
    static Secret generatePassword() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
}
