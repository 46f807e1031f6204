package io.outboundroutes.platform.config;

import io.outboundroutes.platform.config.Settings.Value;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What must hold beyond a single value's form. Values that could not be read have been reported and are passed over. */
final class SettingsRules {

    private final Map<String, Value> values;
    private final List<ConfigProblem> problems;

    private SettingsRules(Map<String, Value> values, List<ConfigProblem> problems) {
        this.values = values;
        this.problems = problems;
    }

    static void check(Map<String, Value> values, CronCheck cron, List<ConfigProblem> problems) {
        SettingsRules rules = new SettingsRules(values, problems);
        rules.noPlainHttpBeyondThisMachine();
        rules.cronExpressions(cron);
        rules.atMost(CallKeys.RETRY_BASE, CallKeys.RETRY_CAP);
        for (Vendor vendor : Vendor.values()) {
            rules.atMost(vendor.keys().breakerMinimum(), vendor.keys().breakerWindow());
        }
        rules.atMost(EngagementKeys.MIN_SCORE, EngagementKeys.MAX_SCORE);
        rules.differ(EngagementKeys.TARGET_LIST_ID, EngagementKeys.SOURCE_LIST_ID);
        rules.differ(EngagementKeys.DESTINATION_LIST_ID, EngagementKeys.SOURCE_LIST_ID);
        rules.destinationOnlyForIntersect();
        rules.oneAdmin();
    }

    private void noPlainHttpBeyondThisMachine() {
        boolean allowed =
                Boolean.TRUE.equals(value(CallKeys.ALLOW_INSECURE_HTTP).value());
        for (Value value : values.values()) {
            if (!allowed && value.value() instanceof URI address && !HttpAddresses.isProtected(address)) {
                report(
                        value,
                        "plain http beyond this machine would send secrets and personal data readable",
                        "use https, or accept it with " + CallKeys.ALLOW_INSECURE_HTTP.name() + "=true");
            }
        }
    }

    private void cronExpressions(CronCheck cron) {
        for (Value value : values.values()) {
            if (value.key().type() == Types.CRON && value.value() instanceof String expression) {
                Optional<String> problem = cron.problem(expression);
                problem.ifPresent(what -> report(
                        value,
                        "expected " + Types.CRON.expected() + ", but " + what,
                        "for example: " + value.key().example()));
            }
        }
    }

    private <T> void differ(Key<T> one, Key<T> other) {
        Value value = value(one);
        if (value.value() != null && value.value().equals(value(other).value())) {
            report(value, "must not be the same as " + other.name(), "name another one in one of the two");
        }
    }

    private void destinationOnlyForIntersect() {
        Value destination = value(EngagementKeys.DESTINATION_LIST_ID);
        if (destination.value() != null
                && "qualified".equals(value(EngagementKeys.MODE).value())) {
            report(
                    destination,
                    "has no meaning with " + EngagementKeys.MODE.name() + "=qualified, which fills the target itself",
                    "leave it out, or choose " + EngagementKeys.MODE.name() + "=intersect");
        }
    }

    private void oneAdmin() {
        Value users = value(HouseKeys.CONSOLE_USERS);
        if (value(HouseKeys.CONSOLE_PASSWORD).value() != null
                && users.value() instanceof List<?> logins
                && logins.stream()
                        .anyMatch(login ->
                                login instanceof Login user && user.name().equals("admin"))) {
            report(
                    users,
                    "names a user admin, who has a password in " + HouseKeys.CONSOLE_PASSWORD.name() + " already",
                    "leave one of the two out");
        }
    }

    private <T extends Comparable<T>> void atMost(Key<T> smaller, Key<T> larger) {
        Value low = value(smaller);
        Value high = value(larger);
        if (low.value() != null && high.value() != null && compare(low.value(), high.value()) > 0) {
            report(
                    low,
                    "must not be larger than " + larger.name() + " = '" + high.text() + "'",
                    "change one of the two");
        }
    }

    private static int compare(Object one, Object other) {
        if (one instanceof BigDecimal decimal) {
            return decimal.compareTo((BigDecimal) other);
        }
        return one instanceof Duration duration
                ? duration.compareTo((Duration) other)
                : Integer.compare((Integer) one, (Integer) other);
    }

    private void report(Value value, String expected, String remedy) {
        String text = value.text();
        String shown = text == null ? null : value.key().exposure().show(text);
        problems.add(new ConfigProblem(value.key().name(), value.origin(), shown, expected, remedy));
    }

    private Value value(Key<?> key) {
        Value value = values.get(key.name());
        if (value == null) {
            throw new IllegalStateException(key.name() + " is not declared");
        }
        return value;
    }
}
