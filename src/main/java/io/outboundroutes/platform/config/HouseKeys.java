package io.outboundroutes.platform.config;

import io.outboundroutes.platform.text.Secret;
import io.outboundroutes.platform.text.TokenHash;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The settings of the program around the workflows: webhooks, audit, store, routes, sandbox, console, metrics. */
public final class HouseKeys {

    public static final Key<URI> WEBHOOK_URL = Key.of(
                    "webhook.url", Types.HTTP_URL, "Where events are sent; unset: no events and one warning per run")
            .unit("address; its user info and query are never shown")
            .example("https://hooks.example.com/outbound")
            .exposed(Exposure.ADDRESS);
    public static final Key<Secret> WEBHOOK_SECRET = Key.of(
                    "webhook.secret",
                    Types.SIGNING_SECRET,
                    "Signs events as Standard Webhooks says; unset: they are not signed")
            .unit("whsec_ and Base64, or any text")
            .example("a text of your own, or whsec_ and Base64")
            .exposed(Exposure.SECRET);
    public static final Key<Integer> WEBHOOK_MAX_ATTEMPTS = Key.of(
                    "webhook.max-attempts", Types.integer(1, 100), "Attempts to deliver an event before it is parked")
            .unit("attempts; 31 take about a day")
            .defaulting("31");
    public static final Key<Long> WEBHOOK_MAX_BODY = Key.of(
                    "webhook.max-body",
                    Types.SIZE,
                    "The largest event that is sent; one that is larger is parked at once, to be replayed when this is raised")
            .unit("size")
            .defaulting("4MB");
    public static final Key<Boolean> WEBHOOK_ALLOW_PRIVATE = Key.of(
                    "webhook.allow-private",
                    Types.BOOLEAN,
                    "Whether events may go to private, link-local and special addresses; this machine's own may always")
            .unit("true or false")
            .defaulting("false");

    public static final Key<Path> AUDIT_LOG = Key.of(
                    "audit.log", Types.PATH, "The audit trail: one JSON line per outcome, hash-chained")
            .unit("path")
            .defaulting("data/audit.jsonl");

    public static final Key<String> STORE_URL = Key.of(
                    "store.url", Types.TEXT, "JDBC address of the store of runs, items and events")
            .unit("JDBC address (H2 or PostgreSQL)")
            .defaulting("jdbc:h2:file:./data/outbound")
            .example("jdbc:postgresql://db.example.com/outbound")
            .exposed(Exposure.DATABASE);
    public static final Key<String> STORE_USER = Key.of(
                    "store.user", Types.TEXT, "User of the store; unset: as the address says")
            .example("outbound");
    public static final Key<Secret> STORE_PASSWORD = Key.of(
                    "store.password", Types.SECRET, "Password of the store's user")
            .example("the database's password")
            .exposed(Exposure.SECRET);

    public static final Key<Duration> STORE_RETENTION = Key.of(
                    "store.retention",
                    Types.POSITIVE_DURATION,
                    "How long runs that have ended are kept, with their items and delivered events")
            .unit("duration")
            .defaulting("P365D");
    public static final Key<String> STORE_PURGE_CRON = Key.of(
                    "store.purge-cron",
                    Types.CRON,
                    "When serve forgets what is older than its retention, in UTC; what is due goes a batch at a time")
            .unit("Quartz cron: second minute hour day month weekday")
            .defaulting("0 17 3 * * ?");

    public static final Key<Path> ROUTES_DIR = Key.of(
                    "routes.dir", Types.PATH, "The directory whose YAML runs, never the jar's")
            .unit("path")
            .defaulting("./routes");

    public static final Key<Boolean> SANDBOX_ENABLED = Key.of(
                    "sandbox.enabled", Types.BOOLEAN, "Call the embedded sandbox instead of the vendors")
            .unit("true or false")
            .defaulting("false");
    public static final Key<Integer> SANDBOX_PORT = Key.of(
                    "sandbox.port",
                    Types.integer(0, 65_535),
                    "Port of the sandbox, always on 127.0.0.1; 0 picks a free one")
            .unit("port")
            .defaulting("8089");
    public static final Key<Integer> SANDBOX_CONTACTS = Key.of(
                    "sandbox.contacts", Types.integer(0, 10_000_000), "Synthetic contacts the sandbox holds")
            .unit("contacts")
            .defaulting("1000");
    public static final Key<Integer> SANDBOX_SEED = Key.of(
                    "sandbox.seed", Types.integer(0, Integer.MAX_VALUE), "The same seed makes the same contacts")
            .defaulting("1");

    public static final Key<Integer> CONSOLE_PORT = Key.of(
                    "console.port", Types.integer(0, 65_535), "Port of Hawtio, health and metrics; 0 picks a free one")
            .unit("port")
            .defaulting("8080");
    public static final Key<String> CONSOLE_BIND = Key.of(
                    "console.bind", Types.TEXT, "Address the console listens on; 0.0.0.0 opens it to the network")
            .unit("address")
            .defaulting("127.0.0.1");

    public static final Key<Path> CONSOLE_TLS_KEYSTORE = Key.of(
                    "console.tls.keystore",
                    Types.PATH,
                    "The console's certificate and its key; unset: it is spoken to plainly")
            .unit("path of a PKCS #12 file")
            .example("/run/secrets/console.p12");
    public static final Key<Secret> CONSOLE_TLS_PASSWORD = Key.of(
                    "console.tls.password", Types.SECRET, "Password of that file and of the key in it")
            .example("the password it was made with")
            .exposed(Exposure.SECRET);
    public static final Key<Boolean> CONSOLE_ALLOW_INSECURE = Key.of(
                    "console.allow-insecure",
                    Types.BOOLEAN,
                    "Whether the console may listen beyond this machine without TLS, or with open metrics")
            .unit("true or false")
            .defaulting("false");

    public static final Key<Secret> CONSOLE_PASSWORD = Key.of(
                    "console.password",
                    Types.SECRET,
                    "Password of Hawtio's user admin, an operator; unset: no such user")
            .example("any text")
            .exposed(Exposure.SECRET);
    public static final Key<List<Login>> CONSOLE_USERS = Key.of(
                    "console.users",
                    Types.LOGINS,
                    "Who may log in to Hawtio, as viewer or operator; with neither users nor a password of admin, Hawtio is not offered")
            .unit("name:role:hash, by comma")
            .example(
                    "anna:viewer:pbkdf2-sha256:600000:0R25S22MyceNjA_m4P3mnA:VcF_Cw5Gr0xZsYKsx3_nbUSwzIYzoPQC_Tqz918leE0")
            .exposed(Exposure.SECRET);
    public static final Key<Duration> CONSOLE_SESSION_TIMEOUT = Key.of(
                    "console.session-timeout",
                    Types.durationFrom(Duration.ofMinutes(1)),
                    "A login to Hawtio ends when nothing was clicked for so long")
            .unit("duration")
            .defaulting("PT30M");

    public static final Key<List<TokenHash>> OBSERVE_METRICS_TOKENS = Key.of(
                    "observe.metrics-tokens",
                    Types.TOKEN_HASHES,
                    "SHA-256 of the bearer tokens that may read /observe/metrics; unset: nobody may")
            .unit("sha256: and 64 hexadecimal digits, by comma")
            .example("sha256:60c2aa2d9657b2e1ea616c9aa1a16b96038acde9580a61262d804c6b2b03b279")
            .exposed(Exposure.SECRET);
    public static final Key<Boolean> OBSERVE_OPEN_METRICS = Key.of(
                    "observe.open-metrics", Types.BOOLEAN, "Whether anybody may read /observe/metrics without a token")
            .unit("true or false")
            .defaulting("false");

    public static final Key<String> LOG_FORMAT = Key.of(
                    "log.format",
                    Types.oneOf("text", "json"),
                    "How log lines are written to stderr, one line per event")
            .unit("text, or json: an object a line")
            .defaulting("text");

    private HouseKeys() {}

    static List<Key<?>> all() {
        return List.of(
                WEBHOOK_URL,
                WEBHOOK_SECRET,
                WEBHOOK_MAX_ATTEMPTS,
                WEBHOOK_MAX_BODY,
                WEBHOOK_ALLOW_PRIVATE,
                AUDIT_LOG,
                STORE_URL,
                STORE_USER,
                STORE_PASSWORD,
                STORE_RETENTION,
                STORE_PURGE_CRON,
                ROUTES_DIR,
                SANDBOX_ENABLED,
                SANDBOX_PORT,
                SANDBOX_CONTACTS,
                SANDBOX_SEED,
                CONSOLE_PORT,
                CONSOLE_BIND,
                CONSOLE_TLS_KEYSTORE,
                CONSOLE_TLS_PASSWORD,
                CONSOLE_ALLOW_INSECURE,
                CONSOLE_PASSWORD,
                CONSOLE_USERS,
                CONSOLE_SESSION_TIMEOUT,
                OBSERVE_METRICS_TOKENS,
                OBSERVE_OPEN_METRICS,
                LOG_FORMAT);
    }
}
