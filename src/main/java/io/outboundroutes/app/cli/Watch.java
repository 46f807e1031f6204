package io.outboundroutes.app.cli;

import io.outboundroutes.app.ConsoleTrail;
import io.outboundroutes.app.House;
import io.outboundroutes.app.HouseBeans;
import io.outboundroutes.app.Measures;
import io.outboundroutes.console.Console;
import io.outboundroutes.console.ConsoleSettings;
import io.outboundroutes.console.ConsoleTls;
import io.outboundroutes.console.ConsoleUser;
import io.outboundroutes.console.Health;
import io.outboundroutes.console.ListeningPlace;
import io.outboundroutes.console.MetricsAccess;
import io.outboundroutes.console.Watched;
import io.outboundroutes.console.api.Api;
import io.outboundroutes.platform.config.ApiKeys;
import io.outboundroutes.platform.config.HouseKeys;
import io.outboundroutes.platform.config.Settings;
import io.outboundroutes.platform.metrics.VendorSight;
import io.outboundroutes.platform.text.Secret;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Opens the console over a house. Stateless. */
final class Watch {

    private static final int PASSWORD_BYTES = 12;

    private Watch() {}

    /** Takes the console's port, before anything is started that would have to be stopped again. */
    static ListeningPlace reserve(Settings settings) {
        judge(settings);
        return ListeningPlace.reserve(settings.get(HouseKeys.CONSOLE_BIND), settings.get(HouseKeys.CONSOLE_PORT));
    }

    /**
     * Reads what the console needs before it listens.
     *
     * @throws io.outboundroutes.platform.config.ConfigException when it would not start, or be open to others
     */
    static void judge(Settings settings) {
        ConsoleTls.refuseExposure(
                settings.get(HouseKeys.CONSOLE_BIND),
                tls(settings),
                settings.get(HouseKeys.OBSERVE_OPEN_METRICS),
                settings.get(HouseKeys.CONSOLE_ALLOW_INSECURE));
    }

    private static Optional<ConsoleTls> tls(Settings settings) {
        return settings.find(HouseKeys.CONSOLE_TLS_KEYSTORE)
                .map(keystore -> ConsoleTls.read(keystore, settings.find(HouseKeys.CONSOLE_TLS_PASSWORD)));
    }

    /**
     * Starts the console at the place that was reserved for it.
     *
     * @param password of the user {@code admin}; without one there is no such user. Without any user, Hawtio is not offered
     */
    static Console start(ListeningPlace place, Settings settings, House house, Optional<Secret> password) {
        List<ConsoleUser> users = new ArrayList<>();
        password.map(ConsoleUser::admin).ifPresent(users::add);
        // The demo makes up a password for its admin, whatever the configuration's one has.
        settings.find(HouseKeys.CONSOLE_USERS).orElse(List.of()).stream()
                .map(ConsoleUser::of)
                .filter(user -> users.stream().noneMatch(other -> other.name().equals(user.name())))
                .toList()
                .forEach(users::add);
        MetricsAccess metrics = new MetricsAccess(
                settings.get(HouseKeys.OBSERVE_OPEN_METRICS),
                settings.find(HouseKeys.OBSERVE_METRICS_TOKENS).orElse(List.of()));
        ConsoleSettings where = new ConsoleSettings(
                settings.get(HouseKeys.CONSOLE_PORT),
                settings.get(HouseKeys.CONSOLE_BIND),
                users,
                settings.get(HouseKeys.CONSOLE_SESSION_TIMEOUT),
                metrics,
                tls(settings));
        Measures measures = house.measures();
        measures.metrics().watchMachine();
        Watched watched = new Watched(
                house.camel(),
                () -> health(measures),
                () -> measures.metrics().scrape(),
                new ConsoleTrail(house.store(), house.audit(), Clock.systemUTC()),
                HouseBeans.of(house));
        return Console.start(place, where, watched, api(settings, house));
    }

    private static Optional<Api> api(Settings settings, House house) {
        return settings.find(ApiKeys.TOKENS)
                .map(tokens -> new Api(
                        tokens,
                        settings.get(ApiKeys.MAX_BODY),
                        settings.get(ApiKeys.RATE),
                        house.desk(),
                        house.replays(),
                        house.store(),
                        System::nanoTime));
    }

    private static Health health(Measures measures) {
        return new Health(
                measures.storeAnswers(),
                measures.paused(),
                measures.vendors().stream()
                        .collect(Collectors.toMap(VendorSight::vendor, sight -> health(sight, measures))));
    }

    private static Health.VendorHealth health(VendorSight sight, Measures measures) {
        return new Health.VendorHealth(
                sight.breaker(),
                credentials(sight, measures),
                !sight.pausedFor().isZero());
    }

    /** What the vendor last made of them; nobody is asked for this. */
    private static String credentials(VendorSight sight, Measures measures) {
        if (!sight.configured()) {
            return "not-configured";
        }
        String last = measures.metrics().lastTokenAnswer(sight.vendor()).orElse("");
        if (last.equals("400") || last.equals("401") || last.equals("403")) {
            return "refused";
        }
        return sight.tokenLeft().isZero() ? "untried" : "granted";
    }

    /** A password for a console that lives as long as a demo. */
    static Secret generatePassword() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
}
