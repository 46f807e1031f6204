package io.outboundroutes.platform.config;

import java.util.List;

/** The settings of the REST API. */
public final class ApiKeys {

    public static final Key<List<ApiToken>> TOKENS = Key.of(
                    "api.tokens",
                    Types.API_TOKENS,
                    "Who may use the REST API, by the SHA-256 of a bearer token: a viewer reads, an operator acts; unset:"
                            + " there is no REST API")
            .unit("name:role:sha256: and 64 hexadecimal digits, by comma")
            .example("anna:operator:sha256:60c2aa2d9657b2e1ea616c9aa1a16b96038acde9580a61262d804c6b2b03b279")
            .exposed(Exposure.SECRET);
    public static final Key<Long> MAX_BODY = Key.of(
                    "api.max-body", Types.SIZE, "The largest input that a run can be asked for with through REST")
            .unit("size")
            .defaulting("16MB");
    public static final Key<Rate> RATE = Key.of(
                    "api.rate",
                    Types.RATE,
                    "Requests to the REST API from one token, or without a good one from one address; as many may come at"
                            + " once")
            .unit("how many / in which time")
            .defaulting("300/1m");

    private ApiKeys() {}

    static List<Key<?>> all() {
        return List.of(TOKENS, MAX_BODY, RATE);
    }
}
